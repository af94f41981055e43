"""Holds every feed of a folder to `calendar.json` beside it, as icalendar and as vobject read it."""

import datetime
import json
import pathlib
import re
import sys

import icalendar
import vobject

folder = pathlib.Path(sys.argv[1])
calendar = json.loads((folder / "calendar.json").read_text("utf-8"))
domain = calendar["entity"]["domain"]


def expected(policy):
    """UID to what an event must say; `policy` is None in the feed of all."""
    events = {}
    for corte in calendar["cortes"]:
        own = [one for one in corte["instances"] if policy in (None, one["policy"])]
        if not own:
            continue
        middle = "" if policy is None else policy + "/"
        day = datetime.date.fromisoformat(corte["effective"])
        subject = own[0]["subject"] if policy else None
        excused = all(one["exempted"] for one in own)
        # In a feed of its own, what excuses one policy of several changes the event.
        all_excused = all(one["exempted"] for one in corte["instances"])
        status = "CANCELLED" if excused else "CONFIRMED" if corte["basis"] == "set" else "TENTATIVE"
        events[f"{corte['obligation']}/{middle}{corte['nominal']}@{domain}"] = (
            day, day + datetime.timedelta(days=1), corte["sequence"] + (excused and not all_excused),
            status, 0 if excused else 2, corte["name"], subject,
        )
    return events


def by_icalendar(data):
    calendar = icalendar.Calendar.from_ical(data)
    assert not calendar.errors and calendar["VERSION"] == "2.0", calendar.errors
    for event in calendar.walk("VEVENT"):
        assert not event.errors, event.errors
        # This parser knows no type for the name of a calendar and leaves its escapes.
        name = re.sub(r"\\(.)", lambda escape: "\n" if escape[1] in "nN" else escape[1], calendar["X-WR-CALNAME"])
        yield (name, str(event["UID"]), event["DTSTART"].dt, event["DTEND"].dt,
               int(event["SEQUENCE"]), str(event["STATUS"]), str(event["SUMMARY"]), str(event["DESCRIPTION"]),
               len(event.walk("VALARM")))


def by_vobject(data):
    calendar = vobject.readOne(data.decode("utf-8"))
    calendar.validate(raiseException=True)
    for event in calendar.contents.get("vevent", []):
        yield (calendar.x_wr_calname.value, event.uid.value, event.dtstart.value, event.dtend.value,
               int(event.sequence.value), event.status.value, event.summary.value, event.description.value,
               len(event.contents.get("valarm", [])))


feeds = events = 0
policies = {one["policy"] for corte in calendar["cortes"] for one in corte["instances"]}
assert {path.stem for path in folder.glob("*.ics")} == policies | {"todas"}, "a feed for each policy, and one for all"
for path in sorted(folder.glob("*.ics")):
    data = path.read_bytes()
    lines = data.split(b"\r\n")
    assert lines[-1] == b"" and all(len(line) <= 75 and b"\n" not in line for line in lines), path
    for line in lines:
        line.decode("utf-8")
    read = sorted(by_icalendar(data)), sorted(by_vobject(data))
    assert read[0] == read[1], (path, "the parsers differ")
    wanted = expected(None if path.stem == "todas" else path.stem)
    assert {event[1] for event in read[0]} == set(wanted), path
    for name, uid, start, end, sequence, status, summary, description, alarms in read[0]:
        day, after, number, state, reminders, obligation, subject = wanted[uid]
        assert (start, end, sequence, status, alarms) == (day, after, number, state, reminders), uid
        assert calendar["entity"]["name"] in name and obligation in summary, (name, summary)
        assert subject is None or f"Asunto en SIGOB: {subject}" in description.split("\n"), description
        events += 1
    feeds += 1
assert events > 100, "too few events were read"
print(f"calendars: {feeds} feeds, {events} events, read alike by icalendar and vobject")
