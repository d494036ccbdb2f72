// The rooms of a timetable, beside each other, and the days that lead to the others: where a session can be taken to.

function makeRooms(table) {
  const rooms = [...table.querySelectorAll(".room")].map((room) => ({
    value: room.dataset.room,
    name: room.querySelector(".room-name").textContent.trim(),
    element: room,
  }));
  const left = (element) => element.getBoundingClientRect().left;
  return {
    of: (card) => rooms.findIndex((room) => room.element.contains(card)),
    within: (index) => Math.min(Math.max(index, 0), rooms.length - 1),
    value: (index) => rooms[index].value,
    name: (index) => rooms[index].name,
    // The room that is shown at this place of the window; the nearest one beside them all.
    at(x) {
      const inside = rooms.findIndex((room) => x < room.element.getBoundingClientRect().right);
      return inside < 0 ? rooms.length - 1 : inside;
    },
    // How far a session stands from its own lane when it is taken to a room.
    across(card, index) {
      const room = rooms[index].element;
      return room.contains(card) ? 0 : left(room.querySelector(".lane")) - left(card.closest(".lane"));
    },
  };
}

function makeDays(table) {
  const links = [...document.querySelectorAll(".page-tabs a")];
  const days = links.map((link) => ({ link, value: new URL(link.href).searchParams.get("day"), name: link.textContent.trim() }));
  const own = Math.max(0, days.findIndex((day) => day.value === table.dataset.day));
  const only = { value: table.dataset.day, name: table.dataset.dayName };
  return {
    own,
    within: (index) => Math.min(Math.max(index, 0), Math.max(0, days.length - 1)),
    value: (index) => (days[index] ?? only).value,
    name: (index) => (days[index] ?? only).name,
    at(x, y) {
      const link = document.elementFromPoint(x, y)?.closest(".page-tabs a");
      return link ? links.indexOf(link) : own;
    },
    show(index) {
      days.forEach((day, number) => day.link.classList.toggle("day-aimed-at", number === index && index !== own));
    },
  };
}

export function makePlaces(table) {
  return { rooms: makeRooms(table), days: makeDays(table) };
}
