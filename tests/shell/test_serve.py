"""The server as an operator meets it: loopback only, one clear line when it cannot start, a clean end.
SPDX-License-Identifier: Apache-2.0
"""
import json
import socket

from program import InFolder, Server, tongchou


class Serve(InFolder):
    def setUp(self) -> None:
        super().setUp()
        self.assertEqual(tongchou("--db", self.database, "init", "--example", "yangquan").code, 0)

    def test_health_metrics_and_the_two_faces_agree(self) -> None:
        shown = tongchou("--db", self.database, "dispatch", "--json").json()
        with Server(self.database) as server:
            self.assertEqual(server.ask("GET", "/readyz")[0], 200)
            status, headers, body = server.ask("GET", "/metrics")
            self.assertEqual(status, 200)
            self.assertTrue(headers["content-type"].startswith("text/plain"))
            self.assertRegex(body.decode(), r"(?m)^tongchou_\w+")
            self.assertEqual(server.get("/api/v1/cities/140300/dispatch"), shown)
            self.assertEqual(server.stop(), 0)

    def test_a_problem_has_the_problem_type(self) -> None:
        with Server(self.database) as server:
            for path in ("/api/v1/cities/999999/overview", "/api/v1/nothing"):
                status, headers, body = server.ask("GET", path)
                self.assertEqual(status, 404, path)
                self.assertTrue(headers["content-type"].startswith("application/problem+json"))
                self.assertIn("rule", json.loads(body))

    def test_a_log_that_nobody_reads_stops_nothing(self) -> None:
        with Server(self.database, unread_pipe=True) as server:
            for _ in range(900):  # far more lines than a pipe of 64 KiB holds
                self.assertEqual(server.ask("GET", "/healthz")[0], 200)
            self.assertEqual(server.stop(), 0)

    def test_other_addresses_are_refused(self) -> None:
        for address in ("0.0.0.0:0", "192.0.2.1:8642", "[::]:8642", "127.0.0.1:99999", "nonsense"):
            done = tongchou("--db", self.database, "serve", "--listen", address, seconds=10)
            self.assertIn(done.code, (2, 4), (address, done))
            self.assertTrue(done.rule, done.err)

    def test_a_second_program_on_the_same_file_is_refused(self) -> None:
        with Server(self.database):
            done = tongchou("--db", self.database, "dispatch", seconds=15)
            self.assert_error(done, 5, "store.locked")
        self.assertEqual(tongchou("--db", self.database, "dispatch").code, 0)

    def test_a_port_in_use(self) -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            done = tongchou("--db", self.database, "serve", "--listen", f"127.0.0.1:{port}",
                            seconds=10)
        self.assert_error(done, 5)
        self.assertIn(str(port), done.err)

    def test_a_post_without_its_key_changes_nothing(self) -> None:
        with Server(self.database) as server:
            before = server.get("/api/v1/cities/140300/dispatch")
            status, _, body = server.ask("POST", "/api/v1/cities/140300/orders", b"{}",
                                         {"Content-Type": "application/json"})
            self.assertGreaterEqual(status, 400)
            self.assertLess(status, 500)
            self.assertIn("rule", json.loads(body))
            self.assertEqual(server.get("/api/v1/cities/140300/dispatch"), before)
