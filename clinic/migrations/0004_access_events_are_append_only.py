from django.db import migrations

from clinic import append_only


def close(apps, schema_editor):
    for statement in append_only.install(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def reopen(apps, schema_editor):
    for statement in append_only.remove(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    # On SQLite a later change of this table rebuilds it, which drops the triggers: run these functions again there.

    dependencies = [
        ('clinic', '0003_accounts_and_access_events'),
    ]

    operations = [migrations.RunPython(close, reopen)]
