"""What the command line does with words it does not know: exit 2, the nearest word, one line.
SPDX-License-Identifier: Apache-2.0
"""
from program import InFolder, tongchou


class Usage(InFolder):
    def test_help_names_every_command_of_the_contract(self) -> None:
        done = tongchou("--help")
        self.assertEqual(done.code, 0)
        for command in ("init", "import", "read", "dispatch", "drag", "schedule", "convert",
                        "serve", "audit", "doctor"):
            self.assertIn(command, done.out)

    def test_version(self) -> None:
        done = tongchou("--version")
        self.assertEqual((done.code, done.err), (0, ""))
        self.assertRegex(done.out, r"\d+\.\d+\.\d+")

    def test_unknown_commands_suggest_the_nearest(self) -> None:
        for wrong, right in (("dispach", "dispatch"), ("raed", "read"), ("servr", "serve"),
                             ("schedul", "schedule"), ("docter", "doctor"), ("imports", "import")):
            done = tongchou(wrong)
            self.assert_error(done, 2)
            self.assertIn(f"'{right}'", done.err, wrong)

    def test_unknown_command_after_options(self) -> None:
        done = tongchou("--lang", "en", "dispach")
        self.assert_error(done, 2)
        self.assertIn("'dispatch'", done.err)

    def test_unknown_options_suggest_the_nearest(self) -> None:
        for arguments, right in ((("dispatch", "--tpo", "3"), "--top"),
                                 (("dispatch", "--ctiy", "140300"), "--city"),
                                 (("read", "--jsn", "x"), "--json"),
                                 (("serve", "--lsiten", "127.0.0.1:1"), "--listen"),
                                 (("--dbb", "x", "doctor"), "--db")):
            done = tongchou(*arguments)
            self.assert_error(done, 2)
            self.assertIn(f"'{right}'", done.err, arguments)

    def test_a_word_like_nothing_gets_no_suggestion(self) -> None:
        done = tongchou("xyzzyqwertyuiop")
        self.assert_error(done, 2)
        self.assertNotIn("did you mean", done.err)

    def test_no_command_at_all(self) -> None:
        self.assert_error(tongchou(), 2)

    def test_an_option_without_its_value(self) -> None:
        self.assert_error(tongchou("dispatch", "--top"), 2)

    def test_values_out_of_shape(self) -> None:
        for arguments in (("--as-of", "2025-13-01", "dispatch"), ("--as-of", "soon", "dispatch"),
                          ("--city", "abc", "dispatch"), ("--lang", "fr", "dispatch"),
                          ("dispatch", "--top", "many"),
                          ("drag", "--template", "wwtp", "--start", "2025-02-30")):
            self.assert_error(tongchou("--db", self.database, *arguments), 2)

    def test_a_problem_object_with_json(self) -> None:
        for arguments in (("dispach", "--json"), ("dispatch", "--json", "--tpo", "1"),
                          ("--json", "--as-of", "soon", "dispatch"),
                          ("read", "--json", str(self.folder / "absent.txt"))):
            done = tongchou(*arguments)
            problem = done.json()["error"]
            self.assertLessEqual({"rule", "message", "where", "advice"}, set(problem))
            self.assertEqual(problem["rule"], done.rule)

    def test_database_addresses(self) -> None:
        for address in ("mysql:x", "sqlite:", "nonsense"):
            done = tongchou("--db", address, "doctor")
            self.assertIn(done.code, (2, 5), done)
            self.assertTrue(done.rule, done.err)
        self.assert_error(tongchou("--db", "sqlite:" + str(self.folder / "no/such/folder/a.db"),
                                   "dispatch"), 5)
