"""What attendees take home: agendas, calendar files and feeds."""
