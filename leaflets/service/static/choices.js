// What is chosen in a list or a box, as a part of the page that can be compared with an answer.

// Writes what is chosen into the attributes of a part, which an answer has from the beginning. A
// part that only repeats the choice is then the same as its answer, and need not be replaced under
// the hands of somebody who is still typing the name of another option.
export function noteChoices(part) {
  for (const option of part.querySelectorAll("option")) {
    option.toggleAttribute("selected", option.selected);
  }
  for (const box of part.querySelectorAll("[type=checkbox]")) {
    box.toggleAttribute("checked", box.checked);
  }
}
