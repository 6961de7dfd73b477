"""The names that the sample city has for its trainings and places."""

from samples import contents


def course_names() -> tuple[str, ...]:
    return tuple(course.name for course in contents.catalogue().courses)


def places() -> tuple[str, ...]:
    """Departments and their sections."""
    return tuple(
        name
        for department in contents.organization().departments
        for name in (department.name, *department.sections)
    )
