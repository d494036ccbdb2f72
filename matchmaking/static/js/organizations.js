// An organization that is offered while its name is typed is taken over by a press.
const field = document.querySelector("#organization_name");
const offered = document.querySelector("#known-organizations");

offered?.addEventListener("click", (event) => {
  const button = event.target.closest("[data-organization]");
  if (!button) return;
  field.value = button.dataset.organization;
  offered.replaceChildren();
  field.focus();
});
