"""A suite of tests that pass, fail, err, skip and surprise, run by unittest's own runners, with times taken out."""

import io
import re
import sys
import unittest
import warnings
from unittest import mock

sys.tracebacklimit = 1000


class Stack:
    def __init__(self, limit=None):
        self.items, self.limit = [], limit

    def push(self, item):
        if self.limit is not None and len(self.items) >= self.limit:
            raise OverflowError("full")
        self.items.append(item)

    def pop(self):
        return self.items.pop()


class StackTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.log = ["class"]

    def setUp(self):
        self.stack = Stack(limit=3)
        self.log.append(self._testMethodName)
        self.addCleanup(self.log.append, "cleanup")

    def tearDown(self):
        del self.stack

    def test_push(self):
        """A pushed item comes back."""
        self.stack.push(1)
        self.assertEqual(self.stack.pop(), 1)

    def test_limit(self):
        for n in range(3):
            self.stack.push(n)
        with self.assertRaises(OverflowError) as caught:
            self.stack.push(4)
        self.assertEqual(str(caught.exception), "full")
        with self.assertRaisesRegex(IndexError, "empty list"):
            Stack().pop()

    def test_log(self):
        self.assertIn("class", self.log)
        self.assertIsInstance(self.stack, Stack)
        self.assertAlmostEqual(0.1 + 0.2, 0.3)
        self.assertCountEqual([1, 2, 2], [2, 1, 2])


class Failures(unittest.TestCase):
    maxDiff = None

    def test_equal(self):
        self.assertEqual(1, 2)

    def test_lists(self):
        self.assertEqual([1, 2, 3], [1, 5, 3, 4], "with a message")

    def test_texts(self):
        self.assertMultiLineEqual("one\ntwo\nthree\n", "one\n2\nthree\n")

    def test_dicts(self):
        self.assertDictEqual({"a": 1, "b": [1, 2]}, {"a": 1, "b": [1, 3], "c": None})

    def test_sets(self):
        self.assertSetEqual({1, 2}, {2, 3})

    def test_raises(self):
        with self.assertRaises(KeyError):
            {}.get("x")

    def test_wrong_exception(self):
        with self.assertRaises(KeyError):
            [][0]

    def test_regex(self):
        self.assertRegex("hello", r"^x")

    def test_almost(self):
        self.assertAlmostEqual(1.0, 1.1, places=3)

    def test_truth(self):
        self.assertTrue([], msg="it is empty")

    def test_counts(self):
        self.assertCountEqual("aab", "abb")

    def test_subtests(self):
        for n in range(4):
            with self.subTest("parity", n=n):
                self.assertEqual(n % 2, 0)

    def test_error(self):
        def inner():
            raise ValueError("inside")
        try:
            inner()
        except ValueError:
            raise RuntimeError("outside")

    def test_logs(self):
        with self.assertLogs("shop", level="WARNING"):
            pass

    def test_warns(self):
        with self.assertWarns(DeprecationWarning):
            warnings.warn("other", UserWarning)


class Special(unittest.TestCase):
    @unittest.skip("not today")
    def test_skipped(self):
        self.fail("never")

    @unittest.skipIf(sys.version_info >= (3,), "too new")
    def test_skipped_if(self): ...

    @unittest.expectedFailure
    def test_expected(self):
        self.fail("as expected")

    @unittest.expectedFailure
    def test_surprise(self):
        pass

    def test_skip_inside(self):
        self.skipTest("decided inside")


class BrokenSetUp(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise OSError("no database")

    def test_never(self): ...


class Coroutines(unittest.IsolatedAsyncioTestCase if hasattr(unittest, "none") else unittest.TestCase):
    def test_mocks(self):
        service = mock.Mock(spec=Stack)
        service.pop.return_value = 7
        service.push.side_effect = [None, OverflowError("mocked")]
        self.assertEqual(service.pop(), 7)
        service.push(1)
        self.assertRaises(OverflowError, service.push, 2)
        service.push.assert_called_with(2)
        self.assertEqual(service.mock_calls, [mock.call.pop(), mock.call.push(1), mock.call.push(2)])
        with self.assertRaises(AttributeError):
            service.missing
        with mock.patch.object(Stack, "pop", return_value="patched") as patched:
            self.assertEqual(Stack().pop(), "patched")
        patched.assert_called_once_with()
        with mock.patch.dict("sys.modules", {"fake": mock.sentinel.fake}):
            import fake
        self.assertIs(fake, mock.sentinel.fake)
        self.assertEqual(mock.ANY, object())
        magic = mock.MagicMock()
        magic.__len__.return_value = 3
        self.assertEqual(len(magic), 3)

    def test_mock_failure(self):
        service = mock.Mock(name="service")
        service.save(1, key="v")
        service.save.assert_called_once_with(2)

    def test_opened(self):
        with mock.patch("builtins.open", mock.mock_open(read_data="line 1\nline 2\n")):
            with open("nowhere") as stream:
                self.assertEqual(stream.readlines(), ["line 1\n", "line 2\n"])


def clean(text):
    text = re.sub(r"in \d+\.\d+s", "in TIMEs", text)
    text = re.sub(r'File ".*[/\\](.+?)"', r'File "\1"', text)
    text = re.sub(r"id='\d+'", "id='N'", text)
    return re.sub(r" at 0x[0-9a-f]+", " at ADDRESS", text)


def run(suite, **options):
    stream = io.StringIO()
    result = unittest.TextTestRunner(stream, **options).run(suite)
    print(clean(stream.getvalue()))
    print(result, len(result.failures), len(result.errors), len(result.skipped), len(result.unexpectedSuccesses))


loader = unittest.TestLoader()
for case in [StackTests, Failures, Special, BrokenSetUp, Coroutines]:
    print("#####", case.__name__, loader.getTestCaseNames(case))
    run(loader.loadTestsFromTestCase(case), verbosity=2)
everything = unittest.TestSuite(loader.loadTestsFromTestCase(case) for case in [StackTests, Special, Failures])
print(everything.countTestCases())
run(everything, verbosity=1)
everything = loader.loadTestsFromName(f"{__name__}.Failures")
run(everything, verbosity=0, failfast=True)
loader.testNamePatterns = ["*test_p*", "*limit"]
run(loader.loadTestsFromModule(sys.modules[__name__]), verbosity=2, descriptions=False)
run(loader.loadTestsFromName(f"{__name__}.Missing"))
print(StackTests("test_push"), repr(StackTests("test_push")), StackTests("test_push").id(), StackTests("test_push").shortDescription())
stream = io.StringIO()
sys.stderr, before = stream, sys.stderr
try:
    unittest.main(argv=["prog", "-v", "StackTests.test_push", "Special"], exit=False)
    unittest.main(argv=["prog", "-k", "nothing"], exit=False)
    unittest.main(argv=["prog", "--nonsense"])
except SystemExit as stop:
    print("exit:", stop.code)
finally:
    sys.stderr = before
print(clean(stream.getvalue()))
