"""Drives a Jupyter kernel: reads {"argv": [...], "cwd": "…", "env": {…}, "actions": [...]} from stdin, writes what came back.

Each action gives one entry of the list on stdout. Messages are {"channel", "type", "content", "metadata", "late"}.

execute     code, stop_on_error, silent, timeout                     {"messages", "reply", "trouble", "seconds"}
            interrupt_on: interrupted when this is printed; "seconds" are from then on
submit      codes: all at once, before the first answer              [{"messages", "reply"}, …]
complete, inspect, is_complete, kernel_info, comm_info, history      {"content"}: the reply's, {} where there is none
write       path, text: writes a file                                {}
wait        seconds                                                  {"messages"}: what came meanwhile
alive                                                                {"alive"}
interrupt   over the control channel                                 {"content"}
shutdown                                                             {"seconds"} until the process has ended, or null
orphan      kills the process that started a second kernel           {"seconds"} until that kernel has ended, or null
"""

import json
import os
import queue
import signal
import subprocess
import sys
import time

from jupyter_client.manager import KernelManager

ORPHAN = """
import json, os, sys, time
from jupyter_client.manager import KernelManager
job = json.loads(sys.argv[1])
manager = KernelManager()
manager.kernel_spec.argv = job["argv"]
manager.start_kernel(cwd=job["cwd"], env={**os.environ, **job["env"]}, stdout=-3, stderr=-3)
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=60)
if job.get("code"):
    client.execute(job["code"])
    time.sleep(1)
print(manager.provisioner.process.pid, flush=True)
time.sleep(600)
"""


def plain(message, channel="iopub"):
    return {
        "channel": channel,
        "type": message["msg_type"],
        "content": message["content"],
        "metadata": message["metadata"],
    }


def lives(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return not os.path.isdir("/proc/self")


def ended_after(is_alive, limit):
    began = time.monotonic()
    while is_alive():
        if time.monotonic() - began > limit:
            return None
        time.sleep(0.02)
    return time.monotonic() - began


class Driver:
    def __init__(self, job):
        self.job = job
        self.manager = KernelManager()
        self.manager.kernel_spec.argv = job["argv"]
        self.manager.kernel_spec.interrupt_mode = job.get("interrupt_mode", "signal")
        env = {**os.environ, **job.get("env", {})}
        self.manager.start_kernel(cwd=job["cwd"], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    @property
    def process(self):
        return self.manager.provisioner.process

    def shell_reply(self, message_id, timeout):
        end = time.monotonic() + timeout
        while True:
            reply = self.client.get_shell_msg(timeout=max(0.01, end - time.monotonic()))
            if reply["parent_header"].get("msg_id") == message_id:
                return reply

    def collect(self, message_id, timeout, heard=lambda text: None):
        """Everything of a request until its idle; messages of other requests are marked late."""
        messages = []
        end = time.monotonic() + timeout
        while True:
            try:
                message = self.client.get_iopub_msg(timeout=min(0.5, max(0.01, end - time.monotonic())))
            except queue.Empty:
                if self.process is None or self.process.poll() is not None:
                    return messages, "dead"
                if time.monotonic() > end:
                    return messages, "timeout"
                continue
            own = message["parent_header"].get("msg_id") == message_id
            if own and message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return messages, None
            messages.append({**plain(message), "late": not own})
            if message["msg_type"] == "stream":
                heard(message["content"]["text"])

    def request(self, message_id, timeout, interrupt_on=None):
        began = time.monotonic()

        def heard(text):
            nonlocal began
            if interrupt_on is not None and interrupt_on in text:
                time.sleep(0.3)  # as fast as a person is: the line is printed before the cell begins to wait
                began = time.monotonic()
                self.manager.interrupt_kernel()

        messages, trouble = self.collect(message_id, timeout, heard)
        reply = None
        if trouble is None:
            try:
                reply = self.shell_reply(message_id, 5)["content"]
            except queue.Empty:
                trouble = "no reply"
        return {"messages": messages, "reply": reply, "trouble": trouble, "seconds": time.monotonic() - began}

    def execute(self, code, stop_on_error=True, silent=False, interrupt_on=None, timeout=60):
        message_id = self.client.execute(code, silent=silent, stop_on_error=stop_on_error, allow_stdin=False)
        return self.request(message_id, timeout, interrupt_on)

    def submit(self, codes, stop_on_error=True, timeout=60):
        ids = [self.client.execute(code, stop_on_error=stop_on_error, allow_stdin=False) for code in codes]
        return [self.request(message_id, timeout) for message_id in ids]

    def asked(self, message_id, timeout=30):
        try:
            return {"content": self.shell_reply(message_id, timeout)["content"]}
        except queue.Empty:
            return {"content": {}}

    def complete(self, code, cursor_pos=None):
        return self.asked(self.client.complete(code, cursor_pos))

    def inspect(self, code, cursor_pos=None):
        return self.asked(self.client.inspect(code, cursor_pos))

    def is_complete(self, code):
        return self.asked(self.client.is_complete(code))

    def kernel_info(self):
        return self.asked(self.client.kernel_info())

    def comm_info(self):
        return self.asked(self.client.comm_info())

    def history(self):
        return self.asked(self.client.history(hist_access_type="tail", n=2))

    def write(self, path, text):
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return {}

    def wait(self, seconds):
        messages = []
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                messages.append(plain(self.client.get_iopub_msg(timeout=max(0.01, end - time.monotonic()))))
            except queue.Empty:
                break
        return {"messages": messages}

    def alive(self):
        return {"alive": self.process is not None and self.process.poll() is None}

    def interrupt(self):
        message = self.client.session.msg("interrupt_request", {})
        self.client.control_channel.send(message)
        try:
            while True:
                reply = self.client.get_control_msg(timeout=10)
                if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                    return {"content": reply["content"]}
        except queue.Empty:
            return {"content": {}}

    def shutdown(self, limit=5):
        process = self.process
        self.client.shutdown()
        return {"seconds": ended_after(lambda: process.poll() is None, limit)}

    def orphan(self, code="", limit=20):
        job = json.dumps({"argv": self.job["argv"], "cwd": self.job["cwd"], "env": self.job.get("env", {}), "code": code})
        parent = subprocess.Popen([sys.executable, "-c", ORPHAN, job], stdout=subprocess.PIPE, start_new_session=True)
        pid = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        seconds = ended_after(lambda: lives(pid), limit)
        if seconds is None:
            os.kill(pid, signal.SIGKILL)
        return {"seconds": seconds}

    def end(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def main():
    job = json.load(sys.stdin)
    driver = Driver(job)
    results = []
    try:
        for action in job["actions"]:
            arguments = {name: value for name, value in action.items() if name != "do"}
            results.append(getattr(driver, action["do"])(**arguments))
    finally:
        driver.end()
    json.dump(results, sys.stdout, default=str)


main()
