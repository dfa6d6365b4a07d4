"""Runs dlt's own REST source into PostgreSQL, unchanged: a cursor over each list, merged by id.

Pipelines keep their state in the task's folder, so a second run is dlt's own second run.
"""

import json
import os
import sys
import time

os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
os.environ["RUNTIME__LOG_LEVEL"] = "ERROR"

import dlt  # noqa: E402
from dlt.sources.rest_api import rest_api_source  # noqa: E402

task = json.loads(sys.argv[1])


def resource(read):
    return {
        "name": read["type"],
        "endpoint": {
            "path": "objects/" + read["type"],
            "params": {"limit": 100, "properties": ",".join(read["properties"])},
            "data_selector": "results",
        },
    }


started = time.perf_counter()
source = rest_api_source(
    {
        "client": {
            "base_url": task["address"] + "/crm/v3/",
            "auth": {"type": "bearer", "token": task["token"]},
            "paginator": {"type": "cursor", "cursor_path": "paging.next.after", "cursor_param": "after"},
        },
        "resource_defaults": {"primary_key": "id", "write_disposition": "merge"},
        "resources": [resource(read) for read in task["reads"]],
    }
)
pipeline = dlt.pipeline(
    "peer",
    pipelines_dir=os.path.join(task["folder"], "dlt"),
    destination=dlt.destinations.postgres(task["postgres"]),
    dataset_name="peer",
)
pipeline.run(source).raise_on_failed_jobs()
done = (time.perf_counter() - started) * 1000

print(json.dumps({"doneMs": done}), flush=True)
sys.stdin.read()
