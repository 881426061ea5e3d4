// Make one tree like another by replacing as little as possible, so that whoever reads it keeps their place.

/** Change `old` into `next`; return the new nodes, in order. Both are elements of the same name. */
export function patch(old, next) {
  for (const { name } of [...old.attributes]) if (!next.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of next.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  const [olds, nexts] = [[...old.childNodes], [...next.childNodes]];
  while (olds.length && nexts.length && olds[0].isEqualNode(nexts[0])) { olds.shift(); nexts.shift(); }
  while (olds.length && nexts.length && olds.at(-1).isEqualNode(nexts.at(-1))) { olds.pop(); nexts.pop(); }
  if (olds.length === nexts.length && olds.every((node, n) => alike(node, nexts[n]))) {
    return olds.flatMap((node, n) => (node.isEqualNode(nexts[n]) ? [] : patch(node, nexts[n])));
  }
  const after = olds.length ? olds.at(-1).nextSibling : nodeAt(old, next, nexts);
  for (const node of olds) node.remove();
  const added = nexts.map((node) => old.ownerDocument.importNode(node, true));
  for (const node of added) old.insertBefore(node, after);
  return added.length ? added : [old];
}

/** Whether the inside of two nodes can be compared: elements of one name, with elements inside. */
function alike(a, b) {
  return a.nodeName === b.nodeName && a.id === b.id && a.childElementCount > 0 && b.childElementCount > 0;
}

/** The node of `old` before which nodes are to be put that only `next` has. */
function nodeAt(old, next, nexts) {
  return nexts.length ? old.childNodes[[...next.childNodes].indexOf(nexts[0])] ?? null : null;
}
