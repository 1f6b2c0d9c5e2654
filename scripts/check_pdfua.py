"""Check PDF files against PDF/UA-1 with page-validation, which has an environment of its own; see CONTRIBUTING.md."""

import sys

import page


def main(paths):
    failed = 0
    for path in paths:
        report = page.validate_pdf(path, profile="ua1")
        failed += not report.is_compliant
        print(
            f"{path}: {'conforms' if report.is_compliant else 'does not conform'}, {report.rules.total} rules"
        )
        for fault in sorted({f"{one.rule_id} {one.message}" for one in report.failures}):
            print(f"  {fault}")
    return failed


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
