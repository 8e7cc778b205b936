from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('recordings', '0002_upload'),
    ]

    operations = [
        migrations.CreateModel(
            name='Pulse',
            fields=[
                ('name', models.CharField(max_length=30, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='stagerun',
            name='worker',
            field=models.CharField(blank=True, help_text='Who holds the lease.', max_length=100),
        ),
        migrations.AlterField(
            model_name='stagerun',
            name='failures',
            field=models.PositiveIntegerField(default=0, help_text='Passing faults and lost leases since the last success or retry.'),
        ),
    ]
