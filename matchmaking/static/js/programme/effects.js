// What a change would do, as the page that shows it says, in a dialog; its button changes it, everything else does not.

async function read(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { heading: page.querySelector("h1").textContent.trim(), effects: page.getElementById("effects") };
}

function fill(dialog, { heading, effects }, failed) {
  const title = document.createElement("h2");
  title.id = "effects-title";
  title.textContent = heading;
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.replaceChildren(title, effects);
  const leave = effects.querySelector(".form-actions a");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "secondary";
  button.textContent = leave.textContent;
  button.addEventListener("click", () => dialog.close());
  leave.replaceWith(button);
  const elsewhere = effects.querySelector("form.elsewhere");
  elsewhere?.addEventListener("submit", (event) => {
    event.preventDefault();
    look(dialog, `${elsewhere.action}?${new URLSearchParams(new FormData(elsewhere))}`, failed);
  });
}

// Another day, hour or room is looked at in the same dialog, and read out from the list of what it does.
async function look(dialog, address, failed) {
  try {
    fill(dialog, await read(address), failed);
    dialog.querySelector("form.elsewhere").closest("details").open = true;
    dialog.querySelector(".effects").focus();
  } catch {
    const notice = document.createElement("p");
    notice.setAttribute("role", "alert");
    notice.textContent = failed;
    dialog.querySelector("form.elsewhere").append(notice);
  }
}

// Answers when the person has left it as it is; a confirmation leaves this page.
export async function askAbout(address, failed) {
  const dialog = document.createElement("dialog");
  dialog.className = "effects-dialog";
  try {
    fill(dialog, await read(address), failed);
  } catch {
    return { failed };
  }
  document.body.append(dialog);
  dialog.showModal();
  await new Promise((resolve) => {
    dialog.addEventListener("close", resolve);
  });
  dialog.remove();
  return {};
}
