# pyenchant: spelling, on Enchant.
import enchant
from enchant.checker import SpellChecker
from enchant.tokenize import EmailFilter, get_tokenizer

broker = enchant.Broker()
print("en_US" in broker.list_languages(), enchant.dict_exists("en_US"), enchant.dict_exists("xx_YY"))
words = enchant.Dict("en_US")
print(words.tag, words.provider.name, [words.check(word) for word in ("hello", "helo", "colour", "Taipan")])
print("hello" in words.suggest("helo"), words.suggest("zzzzqqq")[:1])
words.add_to_session("taipanish")
print(words.check("taipanish"), words.is_added("taipanish"))
words.remove_from_session("taipanish")
print(words.check("taipanish"))
print([token for token in get_tokenizer("en_US", filters=[EmailFilter])("mail me@example.org about it's use")])
checker = SpellChecker("en_US", "This sentense has too many mistaks in it.")
for mistake in checker:
    print(mistake.word, mistake.wordpos)
    mistake.replace(mistake.word.upper())
print(checker.get_text())
try:
    enchant.Dict("xx_YY")
except enchant.errors.DictNotFoundError as error:
    print(type(error).__name__, error)
try:
    words.check("")
except ValueError as error:
    print(error)
