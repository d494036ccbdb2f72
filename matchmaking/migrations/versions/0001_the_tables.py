"""The tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = '0001'
down_revision = None
branch_labels = None
depends_on = None

# Meeting slots of one event never overlap in time.
NO_OVERLAP = {
    "postgresql": [
        "ALTER TABLE slot ADD CONSTRAINT ex_slot_no_overlap EXCLUDE USING gist "
        "(int4range(event_id, event_id, '[]') WITH &&, tstzrange(starts_at, ends_at) WITH &&)"
    ],
    "sqlite": [
        f"CREATE TRIGGER slot_no_overlap_{action.lower()} BEFORE {action} ON slot WHEN EXISTS ("
        "SELECT 1 FROM slot AS other WHERE other.event_id = NEW.event_id AND other.id IS NOT NEW.id "
        "AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at"
        ") BEGIN SELECT RAISE(ABORT, 'ex_slot_no_overlap'); END"
        for action in ("INSERT", "UPDATE")
    ],
}


def upgrade() -> None:
    op.create_table('event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('time_zone', sa.String(length=64), nullable=False),
    sa.Column('venue', sa.String(length=300), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('listed', sa.Boolean(), nullable=False),
    sa.Column('registration_opens_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('registration_closes_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('booking_opens_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('booking_closes_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('approve_registrations', sa.Boolean(), nullable=False),
    sa.Column('request_limit', sa.Integer(), nullable=True),
    sa.Column('must_limit', sa.Integer(), nullable=True),
    sa.Column('max_meetings', sa.Integer(), nullable=True),
    sa.Column('max_consecutive', sa.Integer(), nullable=True),
    sa.Column('version_number', sa.Integer(), nullable=False),
    sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cancellation_note', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('calendar_modified_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('starts_on <= ends_on', name=op.f('ck_event_days_in_order')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event')),
    sa.UniqueConstraint('slug', name=op.f('uq_event_slug'))
    )
    op.create_table('organizer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=320), nullable=False),
    sa.Column('email_key', sa.String(length=320), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=False),
    sa.Column('language', sa.String(length=12), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organizer')),
    sa.UniqueConstraint('email_key', name=op.f('uq_organizer_email_key'))
    )
    op.create_table('event_organizer',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('organizer_id', sa.Integer(), nullable=False),
    sa.Column('joined_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_event_organizer_event_id_event'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organizer_id'], ['organizer.id'], name=op.f('fk_event_organizer_organizer_id_organizer'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', 'organizer_id', name=op.f('pk_event_organizer'))
    )
    with op.batch_alter_table('event_organizer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_organizer_organizer_id'), ['organizer_id'], unique=False)

    op.create_table('event_session',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=80), nullable=False),
    sa.Column('kind', sa.Enum('meetings', 'plenary', 'assembly', 'round_table', 'visit', 'pause', name='sessionkind', native_enum=False, length=20), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('room', sa.String(length=200), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('slot_minutes', sa.Integer(), nullable=True),
    sa.Column('transfer_minutes', sa.Integer(), nullable=True),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modified_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('starts_at < ends_at', name=op.f('ck_event_session_times_in_order')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_event_session_event_id_event'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_session')),
    sa.UniqueConstraint('uid', name=op.f('uq_event_session_uid'))
    )
    with op.batch_alter_table('event_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_session_event_id'), ['event_id'], unique=False)

    op.create_table('event_text',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=12), nullable=False),
    sa.Column('about', sa.Text(), nullable=False),
    sa.Column('practical', sa.Text(), nullable=False),
    sa.Column('consent', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_event_text_event_id_event'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', 'language', name=op.f('pk_event_text'))
    )
    op.create_table('import',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('organizer_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.Enum('participants', 'requests', name='importkind', native_enum=False, length=20), nullable=False),
    sa.Column('filename', sa.String(length=255), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('encoding', sa.String(length=20), nullable=False),
    sa.Column('columns', sa.JSON(), nullable=False),
    sa.Column('mended', sa.JSON(), nullable=False),
    sa.Column('left_out', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('applied_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('outcome', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_import_event_id_event'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organizer_id'], ['organizer.id'], name=op.f('fk_import_organizer_id_organizer'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import'))
    )
    with op.batch_alter_table('import', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_import_event_id'), ['event_id'], unique=False)

    op.create_table('organization',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.Column('name_key', sa.String(length=300), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_organization_event_id_event'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organization')),
    sa.UniqueConstraint('event_id', 'name_key', name=op.f('uq_organization_event_id_name_key'))
    )
    op.create_table('participation_type',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('name_key', sa.String(length=100), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('self_registration', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_participation_type_event_id_event'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_participation_type')),
    sa.UniqueConstraint('event_id', 'name_key', name=op.f('uq_participation_type_event_id_name_key'))
    )
    op.create_table('schedule_run',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('requested_by_id', sa.Integer(), nullable=True),
    sa.Column('status', sa.Enum('queued', 'running', 'finished', 'failed', name='runstatus', native_enum=False, length=20), nullable=False),
    sa.Column('based_on', sa.Integer(), nullable=False),
    sa.Column('locks_from_id', sa.Integer(), nullable=True),
    sa.Column('problem', sa.Text(), nullable=False),
    sa.Column('problem_hash', sa.String(length=64), nullable=False),
    sa.Column('time_limit', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('stop_requested', sa.Boolean(), nullable=False),
    sa.Column('outcome', sa.String(length=20), nullable=False),
    sa.Column('failure', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_schedule_run_event_id_event'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['requested_by_id'], ['organizer.id'], name=op.f('fk_schedule_run_requested_by_id_organizer'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_schedule_run'))
    )
    with op.batch_alter_table('schedule_run', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_schedule_run_event_id'), ['event_id'], unique=False)
        batch_op.create_index('uq_schedule_run_open', ['event_id'], unique=True, sqlite_where=sa.text("status IN ('queued', 'running')"), postgresql_where=sa.text("status IN ('queued', 'running')"))

    op.create_table('zone',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_zone_event_id_event'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_zone')),
    sa.UniqueConstraint('event_id', 'name', name=op.f('uq_zone_event_id_name'))
    )
    op.create_table('meeting_rule',
    sa.Column('low_type_id', sa.Integer(), nullable=False),
    sa.Column('high_type_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('low_type_id <= high_type_id', name=op.f('ck_meeting_rule_lower_id_first')),
    sa.ForeignKeyConstraint(['high_type_id'], ['participation_type.id'], name=op.f('fk_meeting_rule_high_type_id_participation_type'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['low_type_id'], ['participation_type.id'], name=op.f('fk_meeting_rule_low_type_id_participation_type'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('low_type_id', 'high_type_id', name=op.f('pk_meeting_rule'))
    )
    with op.batch_alter_table('meeting_rule', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_rule_high_type_id'), ['high_type_id'], unique=False)

    op.create_table('participant',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('organization_id', sa.Integer(), nullable=False),
    sa.Column('type_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('pending', 'approved', 'declined', 'withdrawn', name='participantstatus', native_enum=False, length=20), nullable=False),
    sa.Column('given_name', sa.String(length=100), nullable=False),
    sa.Column('family_name', sa.String(length=100), nullable=False),
    sa.Column('email', sa.String(length=320), nullable=False),
    sa.Column('email_key', sa.String(length=320), nullable=False),
    sa.Column('phone', sa.String(length=50), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('about', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=12), nullable=False),
    sa.Column('search', sa.Text(), nullable=False),
    sa.Column('feed_nonce', sa.String(length=64), nullable=False),
    sa.Column('feed_token_hash', sa.String(length=64), nullable=False),
    sa.Column('alarm', sa.Boolean(), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('calendar_modified_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_participant_event_id_event'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_participant_organization_id_organization')),
    sa.ForeignKeyConstraint(['type_id'], ['participation_type.id'], name=op.f('fk_participant_type_id_participation_type')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_participant')),
    sa.UniqueConstraint('event_id', 'email_key', name=op.f('uq_participant_event_id_email_key')),
    sa.UniqueConstraint('feed_token_hash', name=op.f('uq_participant_feed_token_hash'))
    )
    with op.batch_alter_table('participant', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_participant_organization_id'), ['organization_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_participant_type_id'), ['type_id'], unique=False)

    op.create_table('run_point',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('seconds', sa.Double(), nullable=False),
    sa.Column('stage', sa.String(length=40), nullable=False),
    sa.Column('goal', sa.String(length=20), nullable=False),
    sa.Column('incumbent', sa.Integer(), nullable=True),
    sa.Column('bound', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['run_id'], ['schedule_run.id'], name=op.f('fk_run_point_run_id_schedule_run'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_run_point'))
    )
    with op.batch_alter_table('run_point', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_run_point_run_id'), ['run_id'], unique=False)

    op.create_table('schedule',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('based_on', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=True),
    sa.Column('goals', sa.JSON(), nullable=False),
    sa.Column('edited', sa.Boolean(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('published_by_id', sa.Integer(), nullable=True),
    sa.Column('content_hash', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_schedule_event_id_event'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['published_by_id'], ['organizer.id'], name=op.f('fk_schedule_published_by_id_organizer'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['run_id'], ['schedule_run.id'], name=op.f('fk_schedule_run_id_schedule_run'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_schedule')),
    sa.UniqueConstraint('event_id', 'number', name=op.f('uq_schedule_event_id_number'))
    )
    with op.batch_alter_table('schedule', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_schedule_event_id'), ['event_id'], unique=False)

    op.create_table('slot',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('starts_at < ends_at', name=op.f('ck_slot_times_in_order')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_slot_event_id_event'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['event_session.id'], name=op.f('fk_slot_session_id_event_session'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_slot')),
    sa.UniqueConstraint('event_id', 'starts_at', name=op.f('uq_slot_event_id_starts_at'))
    )
    with op.batch_alter_table('slot', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_slot_session_id'), ['session_id'], unique=False)

    op.create_table('absent_day',
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_absent_day_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('participant_id', 'day', name=op.f('pk_absent_day'))
    )
    op.create_table('audit_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('organizer_id', sa.Integer(), nullable=True),
    sa.Column('participant_id', sa.Integer(), nullable=True),
    sa.Column('action', sa.String(length=60), nullable=False),
    sa.Column('subject', sa.String(length=100), nullable=False),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_audit_entry_event_id_event'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organizer_id'], ['organizer.id'], name=op.f('fk_audit_entry_organizer_id_organizer'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_audit_entry_participant_id_participant'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry'))
    )
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_entry_event_id'), ['event_id'], unique=False)

    op.create_table('consent',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('wording', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=12), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_consent_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent'))
    )
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consent_participant_id'), ['participant_id'], unique=False)

    op.create_table('mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('participant_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('dedupe_key', sa.String(length=200), nullable=False),
    sa.Column('to_name', sa.String(length=300), nullable=False),
    sa.Column('to_address', sa.String(length=320), nullable=False),
    sa.Column('subject', sa.String(length=300), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('holds_secret', sa.Boolean(), nullable=False),
    sa.Column('message_id', sa.String(length=200), nullable=False),
    sa.Column('status', sa.Enum('queued', 'sent', 'failed', name='mailstatus', native_enum=False, length=20), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('next_attempt_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('failure', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_mail_event_id_event'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_mail_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail')),
    sa.UniqueConstraint('dedupe_key', name=op.f('uq_mail_dedupe_key')),
    sa.UniqueConstraint('message_id', name=op.f('uq_mail_message_id'))
    )
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mail_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mail_participant_id'), ['participant_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mail_status_next_attempt_at'), ['status', 'next_attempt_at'], unique=False)

    op.create_table('mailed_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('purpose', sa.Enum('sign_in', 'reset_password', 'join_event', name='linkpurpose', native_enum=False, length=20), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=True),
    sa.Column('organizer_id', sa.Integer(), nullable=True),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('email', sa.String(length=320), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_mailed_link_event_id_event'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organizer_id'], ['organizer.id'], name=op.f('fk_mailed_link_organizer_id_organizer'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_mailed_link_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mailed_link')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_mailed_link_token_hash'))
    )
    with op.batch_alter_table('mailed_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mailed_link_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mailed_link_organizer_id'), ['organizer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mailed_link_participant_id'), ['participant_id'], unique=False)

    op.create_table('meeting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('low_id', sa.Integer(), nullable=False),
    sa.Column('high_id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=80), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('low_id < high_id', name=op.f('ck_meeting_lower_id_first')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_meeting_event_id_event'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['high_id'], ['participant.id'], name=op.f('fk_meeting_high_id_participant'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['low_id'], ['participant.id'], name=op.f('fk_meeting_low_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting')),
    sa.UniqueConstraint('low_id', 'high_id', name=op.f('uq_meeting_low_id_high_id')),
    sa.UniqueConstraint('uid', name=op.f('uq_meeting_uid'))
    )
    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_meeting_high_id'), ['high_id'], unique=False)

    op.create_table('meeting_request',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('requester_id', sa.Integer(), nullable=False),
    sa.Column('recipient_id', sa.Integer(), nullable=False),
    sa.Column('priority', sa.SmallInteger(), nullable=False),
    sa.Column('message', sa.Text(), nullable=False),
    sa.Column('status', sa.Enum('pending', 'accepted', 'declined', 'withdrawn', 'expired', name='requeststatus', native_enum=False, length=20), nullable=False),
    sa.Column('requester_colleagues', sa.Boolean(), nullable=False),
    sa.Column('recipient_colleagues', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('requester_id <> recipient_id', name=op.f('ck_meeting_request_not_to_oneself')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_meeting_request_event_id_event'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['recipient_id'], ['participant.id'], name=op.f('fk_meeting_request_recipient_id_participant'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['requester_id'], ['participant.id'], name=op.f('fk_meeting_request_requester_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_request')),
    sa.UniqueConstraint('requester_id', 'recipient_id', name=op.f('uq_meeting_request_requester_id_recipient_id'))
    )
    with op.batch_alter_table('meeting_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_request_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_meeting_request_recipient_id'), ['recipient_id'], unique=False)

    op.create_table('meeting_table',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('zone_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('stand_of_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_meeting_table_event_id_event'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['stand_of_id'], ['participant.id'], name=op.f('fk_meeting_table_stand_of_id_participant'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['zone_id'], ['zone.id'], name=op.f('fk_meeting_table_zone_id_zone'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_table')),
    sa.UniqueConstraint('event_id', 'number', name=op.f('uq_meeting_table_event_id_number')),
    sa.UniqueConstraint('stand_of_id', name=op.f('uq_meeting_table_stand_of_id'))
    )
    with op.batch_alter_table('meeting_table', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_table_zone_id'), ['zone_id'], unique=False)

    op.create_table('profile_term',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('field', 'offer', 'need', 'language', name='termkind', native_enum=False, length=20), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(length=300), nullable=False),
    sa.Column('key', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_profile_term_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_profile_term')),
    sa.UniqueConstraint('participant_id', 'kind', 'key', name=op.f('uq_profile_term_participant_id_kind_key'))
    )
    with op.batch_alter_table('profile_term', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_profile_term_key'), ['key'], unique=False)

    op.create_table('session_sign_up',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=80), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modified_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_session_sign_up_participant_id_participant'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['event_session.id'], name=op.f('fk_session_sign_up_session_id_event_session'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_sign_up')),
    sa.UniqueConstraint('participant_id', 'session_id', name=op.f('uq_session_sign_up_participant_id_session_id')),
    sa.UniqueConstraint('uid', name=op.f('uq_session_sign_up_uid'))
    )
    with op.batch_alter_table('session_sign_up', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_session_sign_up_session_id'), ['session_id'], unique=False)

    op.create_table('sign_in',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('organizer_id', sa.Integer(), nullable=True),
    sa.Column('participant_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(organizer_id IS NULL) <> (participant_id IS NULL)', name=op.f('ck_sign_in_one_person')),
    sa.ForeignKeyConstraint(['organizer_id'], ['organizer.id'], name=op.f('fk_sign_in_organizer_id_organizer'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_sign_in_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_sign_in_token_hash'))
    )
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_organizer_id'), ['organizer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_sign_in_participant_id'), ['participant_id'], unique=False)

    op.create_table('unavailable_slot',
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('slot_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_unavailable_slot_participant_id_participant'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['slot_id'], ['slot.id'], name=op.f('fk_unavailable_slot_slot_id_slot'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('participant_id', 'slot_id', name=op.f('pk_unavailable_slot'))
    )
    with op.batch_alter_table('unavailable_slot', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_unavailable_slot_slot_id'), ['slot_id'], unique=False)

    op.create_table('assignment',
    sa.Column('schedule_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('slot_id', sa.Integer(), nullable=False),
    sa.Column('table_id', sa.Integer(), nullable=True),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('locked', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_assignment_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['schedule_id'], ['schedule.id'], name=op.f('fk_assignment_schedule_id_schedule'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['slot_id'], ['slot.id'], name=op.f('fk_assignment_slot_id_slot')),
    sa.ForeignKeyConstraint(['table_id'], ['meeting_table.id'], name=op.f('fk_assignment_table_id_meeting_table')),
    sa.PrimaryKeyConstraint('schedule_id', 'meeting_id', name=op.f('pk_assignment')),
    sa.UniqueConstraint('schedule_id', 'meeting_id', 'slot_id', name=op.f('uq_assignment_schedule_id_meeting_id_slot_id')),
    sa.UniqueConstraint('schedule_id', 'table_id', 'slot_id', name=op.f('uq_assignment_schedule_id_table_id_slot_id'))
    )
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assignment_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_assignment_slot_id'), ['slot_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_assignment_table_id'), ['table_id'], unique=False)

    op.create_table('calendar_entry',
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('partner_id', sa.Integer(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('cancelled', sa.Boolean(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('table_label', sa.String(length=20), nullable=False),
    sa.Column('zone_name', sa.String(length=100), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modified_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version_number', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_calendar_entry_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_calendar_entry_participant_id_participant'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['partner_id'], ['participant.id'], name=op.f('fk_calendar_entry_partner_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('participant_id', 'meeting_id', name=op.f('pk_calendar_entry'))
    )
    with op.batch_alter_table('calendar_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calendar_entry_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_calendar_entry_partner_id'), ['partner_id'], unique=False)

    op.create_table('unscheduled_meeting',
    sa.Column('schedule_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_unscheduled_meeting_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['schedule_id'], ['schedule.id'], name=op.f('fk_unscheduled_meeting_schedule_id_schedule'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('schedule_id', 'meeting_id', name=op.f('pk_unscheduled_meeting'))
    )
    with op.batch_alter_table('unscheduled_meeting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_unscheduled_meeting_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('attendance',
    sa.Column('schedule_id', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('slot_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('side', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_attendance_participant_id_participant'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['schedule_id', 'meeting_id', 'slot_id'], ['assignment.schedule_id', 'assignment.meeting_id', 'assignment.slot_id'], name=op.f('fk_attendance_schedule_id_meeting_id_slot_id_assignment'), onupdate='CASCADE', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('schedule_id', 'participant_id', 'slot_id', name=op.f('pk_attendance'))
    )
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attendance_participant_id'), ['participant_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attendance_schedule_id_meeting_id'), ['schedule_id', 'meeting_id'], unique=False)
    for statement in NO_OVERLAP[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_attendance_schedule_id_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_attendance_participant_id'))

    op.drop_table('attendance')
    with op.batch_alter_table('unscheduled_meeting', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_unscheduled_meeting_meeting_id'))

    op.drop_table('unscheduled_meeting')
    with op.batch_alter_table('calendar_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_calendar_entry_partner_id'))
        batch_op.drop_index(batch_op.f('ix_calendar_entry_meeting_id'))

    op.drop_table('calendar_entry')
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_assignment_table_id'))
        batch_op.drop_index(batch_op.f('ix_assignment_slot_id'))
        batch_op.drop_index(batch_op.f('ix_assignment_meeting_id'))

    op.drop_table('assignment')
    with op.batch_alter_table('unavailable_slot', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_unavailable_slot_slot_id'))

    op.drop_table('unavailable_slot')
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_in_participant_id'))
        batch_op.drop_index(batch_op.f('ix_sign_in_organizer_id'))

    op.drop_table('sign_in')
    with op.batch_alter_table('session_sign_up', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_session_sign_up_session_id'))

    op.drop_table('session_sign_up')
    with op.batch_alter_table('profile_term', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_profile_term_key'))

    op.drop_table('profile_term')
    with op.batch_alter_table('meeting_table', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_table_zone_id'))

    op.drop_table('meeting_table')
    with op.batch_alter_table('meeting_request', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_request_recipient_id'))
        batch_op.drop_index(batch_op.f('ix_meeting_request_event_id'))

    op.drop_table('meeting_request')
    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_high_id'))
        batch_op.drop_index(batch_op.f('ix_meeting_event_id'))

    op.drop_table('meeting')
    with op.batch_alter_table('mailed_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mailed_link_participant_id'))
        batch_op.drop_index(batch_op.f('ix_mailed_link_organizer_id'))
        batch_op.drop_index(batch_op.f('ix_mailed_link_event_id'))

    op.drop_table('mailed_link')
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mail_status_next_attempt_at'))
        batch_op.drop_index(batch_op.f('ix_mail_participant_id'))
        batch_op.drop_index(batch_op.f('ix_mail_event_id'))

    op.drop_table('mail')
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consent_participant_id'))

    op.drop_table('consent')
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_entry_event_id'))

    op.drop_table('audit_entry')
    op.drop_table('absent_day')
    with op.batch_alter_table('slot', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_slot_session_id'))

    op.drop_table('slot')
    with op.batch_alter_table('schedule', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_schedule_event_id'))

    op.drop_table('schedule')
    with op.batch_alter_table('run_point', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_run_point_run_id'))

    op.drop_table('run_point')
    with op.batch_alter_table('participant', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_participant_type_id'))
        batch_op.drop_index(batch_op.f('ix_participant_organization_id'))

    op.drop_table('participant')
    with op.batch_alter_table('meeting_rule', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_rule_high_type_id'))

    op.drop_table('meeting_rule')
    op.drop_table('zone')
    with op.batch_alter_table('schedule_run', schema=None) as batch_op:
        batch_op.drop_index('uq_schedule_run_open', sqlite_where=sa.text("status IN ('queued', 'running')"), postgresql_where=sa.text("status IN ('queued', 'running')"))
        batch_op.drop_index(batch_op.f('ix_schedule_run_event_id'))

    op.drop_table('schedule_run')
    op.drop_table('participation_type')
    op.drop_table('organization')
    with op.batch_alter_table('import', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_import_event_id'))

    op.drop_table('import')
    op.drop_table('event_text')
    with op.batch_alter_table('event_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_event_session_event_id'))

    op.drop_table('event_session')
    with op.batch_alter_table('event_organizer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_event_organizer_organizer_id'))

    op.drop_table('event_organizer')
    op.drop_table('organizer')
    op.drop_table('event')
