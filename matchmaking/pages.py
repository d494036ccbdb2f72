"""What pages of every audience share: lists that are searched, sorted and paged, and the answers to a POST."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from flask import Response, redirect, request, url_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from werkzeug.wrappers import Response as BaseResponse

PER_PAGE = 50
MAX_PAGE = 100_000
MAX_QUERY_LENGTH = 200


@dataclass(frozen=True)
class Listing:
    """How a list is looked at: what is searched, sorted by what, which page, with which filters."""

    q: str
    sort: str
    descending: bool
    page: int
    filters: Mapping[str, Any]  # a text, or a list of them where several can be chosen
    total: int = 0
    per_page: int = PER_PAGE

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.per_page))

    @property
    def offset(self) -> int:
        """Rows before this page."""
        return (self.page - 1) * self.per_page

    def with_total(self, total: int) -> Listing:
        """The same look at a list of so many rows; a page past the end becomes the last one."""
        last = max(1, -(-total // self.per_page))
        return replace(self, page=min(self.page, last), total=total)

    def narrowed(self, filters: Mapping[str, Any]) -> Listing:
        """The same look with filters that were read otherwise."""
        return replace(self, filters=filters)

    def url(self, **changes: Any) -> str:
        """The address of this list with something changed; a changed search starts at page 1."""
        return self.url_of(request.endpoint or "", **(request.view_args or {}), **changes)

    def url_of(self, endpoint: str, **changes: Any) -> str:
        """The address of another page about the same list: of a file of it, or of an act on all of it."""
        state: dict[str, Any] = {
            "q": self.q,
            "sort": self.sort,
            "descending": int(self.descending),
            "page": 1,
            **self.filters,
        }
        state.update(changes)
        kept = {
            key: value for key, value in state.items() if value not in ("", 0, None) and (key, value) != ("page", 1)
        }
        return url_for(endpoint, **kept)


def listing(sorts: Sequence[str], filters: Mapping[str, Sequence[str]], *, per_page: int = PER_PAGE) -> Listing:
    """Read the look at a list from the address: unknown sorts and filter values fall back to none."""
    args = request.args
    sort = args.get("sort", sorts[0])
    chosen = {name: args.get(name, "") for name in filters}
    page = args.get("page", "1")
    return Listing(
        q=args.get("q", "")[:MAX_QUERY_LENGTH].strip(),
        sort=sort if sort in sorts else sorts[0],
        descending=args.get("descending") == "1",
        page=min(MAX_PAGE, max(1, int(page))) if page.isascii() and page.isdecimal() and len(page) < 10 else 1,  # noqa: PLR2004
        filters={name: value if value in filters[name] else "" for name, value in chosen.items()},
        per_page=per_page,
    )


def see_other(url: str) -> BaseResponse:
    """Answer a POST: go and look there."""
    return redirect(url, code=303)


def download(content: bytes, filename: str, mime_type: str) -> Response:
    """A file to keep; its name is ASCII, its bytes are never sniffed."""
    response = Response(content, content_type=mime_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response
