"""The front end's build with a fault in it: the real script, in which one component fails."""

from dataclasses import replace

from largesse.activities.rendering.build import Build, current_build

_FAULT = """
;largesse = (({ render, html, apart }) => {
  const fails = (ask) => !ask.without.includes("NODE") && (WHEN);
  const stops = (of) => (text) => {
    if (fails(JSON.parse(text))) throw new Error("no clock");
    return of(text);
  };
  const broken = (one) => (one.id === "NODE" ? { ...one, html: "", fails: "no clock" } : one);
  const alone = (text) => {
    const all = JSON.parse(apart(text));
    return JSON.stringify(fails(JSON.parse(text)) ? all.map(broken) : all);
  };
  return { render: stops(render), html: stops(html), apart: alone };
})(largesse);
"""


def failing(node: str, when: str = "true") -> Build:
    """Give our build with a component that fails.

    Args:
        node: the component's id on the page.
        when: in which ways, as JavaScript over ``ask``.
    """
    ours = current_build()
    script = ours.script + _FAULT.replace("NODE", node).replace("WHEN", when)
    return replace(ours, id=f"{ours.id} without {node} when {when}", script=script)
