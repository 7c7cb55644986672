// What the reader says to do about a text that is no JSON.

#include "engine/io/json_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace topomq::io {
namespace {

using testing::HasSubstr;

struct Fault
{
    const char* name;
    std::string file;
    std::string remedy;

    friend std::ostream& operator<<(std::ostream& out, const Fault& fault)
    {
        return out << fault.name;
    }
};

class Unreadable : public testing::TestWithParam<Fault>
{ };

TEST_P(Unreadable, SaysWhatToDo)
{
    const std::string problem = readJson(GetParam().file).problem;
    EXPECT_THAT(problem, HasSubstr("Not readable as "));
    EXPECT_THAT(problem, HasSubstr(GetParam().remedy));
}

std::string utf16(const std::string& text)
{
    std::string wide;
    for (const char c : text)
        wide += {c, '\0'};
    return wide;
}

INSTANTIATE_TEST_SUITE_P(
    Commas,
    Unreadable,
    testing::Values(
        Fault{"MissingBetweenMembers", "{\n  \"topomq\": 1\n  \"nodes\": []\n}",
              "Put a comma after line 2, column 13."},
        Fault{"MissingBetweenItems", "{\"topomq\": 1, \"nodes\": [{}\n{}]}",
              "Put a comma after line 1, column 26."},
        Fault{"MissingAfterAText", "{\"topomq\": 1, \"name\": \"x\" \"nodes\": []}",
              "Put a comma after line 1, column 25."},
        Fault{"TrailingInAnObject", "{\n  \"topomq\": 1,\n}",
              "Delete the comma of line 2, column 14: nothing follows it."},
        Fault{"TrailingInAList", "{\"topomq\": 1, \"nodes\": [{},]}",
              "Delete the comma of line 1, column 27: nothing follows it."},
        Fault{"TwoInAList", "{\"topomq\": 1, \"nodes\": [{},,{}]}", "A value is missing there"},
        Fault{"TwoInAnObject", "{\"topomq\": 1,, \"nodes\": []}", "Delete one of the commas"}),
    testing::PrintToStringParamName());

INSTANTIATE_TEST_SUITE_P(
    Brackets,
    Unreadable,
    testing::Values(
        Fault{"ListNotClosed", "{\"topomq\": 1,\n \"nodes\": [{}\n}",
              "Put ] before it: the [ of line 2, column 11 is still open."},
        Fault{"ObjectNotClosed", "{\"topomq\": 1, \"nodes\": [{\"id\": \"a\"]}",
              "Put } before it: the { of line 1, column 25 is still open."},
        Fault{"OneTooMany", "{\"topomq\": 1}}", "one closing bracket too many: delete it."},
        Fault{"SomethingFollows", "{\"topomq\": 1} {}", "delete what follows"},
        Fault{"FirstOneMissing", "\"topomq\": 1,\n\"name\": \"x\",\n\"nodes\": []\n}",
              "A topology file begins with {: put one before line 1, column 1."},
        Fault{"FirstOneMissingFurtherDown", "\n  \"topomq\": 1}",
              "A topology file begins with {: put one before line 2, column 3."},
        Fault{"NamesInAList", "[\"topomq\": 1]", "write { } in place of [ ]"},
        Fault{"CutOff", "{\"topomq\": 1, \"nodes\": [{\"id\": \"a\"",
              "as if it was cut off: take the file from a copy, or complete its end and close what "
              "is open with }]}."},
        Fault{"CutOffInAText", "{\"topomq\": 1, \"name\": \"half", "as if it was cut off"},
        Fault{"CutOffInAWord", "{\"topomq\": 1, \"x\": tr", "as if it was cut off"},
        Fault{"CutOffAfterAComma", "{\"topomq\": 1,\n", "as if it was cut off"}),
    testing::PrintToStringParamName());

INSTANTIATE_TEST_SUITE_P(
    OtherLanguages,
    Unreadable,
    testing::Values(
        Fault{"Comment", "{\n  // the version\n  \"topomq\": 1\n}",
              "JSON has no comments: delete this one."},
        Fault{"LongComment", "{\"topomq\": /* the version */ 1}", "JSON has no comments"},
        Fault{"HashComment", "# pipeline\n{\"topomq\": 1}", "JSON has no comments"},
        Fault{"SingleQuotes", "{'topomq': 1}", "Write texts and names in double quotes"},
        Fault{"SingleQuotesInAValue", "{\"topomq\": 1, \"name\": 'x'}",
              "Write texts and names in double quotes"},
        Fault{"TypographicQuotes", "{“topomq”: 1}", "Write straight double quotes"},
        Fault{"NameWithoutQuotes", "{topomq: 1}", "Put the name into double quotes: \"topomq\"."},
        Fault{"TextWithoutQuotes", "{\"topomq\": 1, \"name\": pipeline }",
              "Put the text into double quotes: \"pipeline\"."},
        Fault{"PythonWord", "{\"topomq\": 1, \"x\": True}", "Write true."},
        Fault{"NoNumber", "{\"topomq\": 1, \"x\": +1}", "Write numbers as 10, -2.5 or 1e3"},
        Fault{"ZeroInFront", "{\"topomq\": 01}", "Write numbers as 10, -2.5 or 1e3"},
        Fault{"NoColon", "{\"topomq\" 1}", "Put a colon between name and value."},
        Fault{"EqualsSign", "{\"topomq\" = 1}", "Put a colon between name and value."},
        Fault{"NoValue", "{\"topomq\": }", "A value is missing there"},
        Fault{"LineBreakInAText", "{\"topomq\": 1, \"name\": \"a\nb\"}",
              "Close the text of line 1, column 23 with \" in its line"},
        Fault{"Backslash", "{\"topomq\": 1, \"path\": \"C:\\data\"}",
              "Write \\\\ for a backslash in a text."},
        Fault{"Graph", "digraph { a -> b }", "This is a Graphviz graph"},
        Fault{"SomethingElse", "<topology/>", "A topology file begins with {."}),
    testing::PrintToStringParamName());

INSTANTIATE_TEST_SUITE_P(
    Bytes,
    Unreadable,
    testing::Values(
        Fault{"Empty", "", "Take the file from a copy, or begin with {\"topomq\": 1}."},
        Fault{"OnlyAByteOrderMark", "\xEF\xBB\xBF\n", "Take the file from a copy"},
        Fault{"AByteOrderMarkWithin", "{\xEF\xBB\xBF\"topomq\": 1}",
              "An invisible byte order mark stands there: delete it."},
        Fault{"ASpecialBlank",
              "{\"topomq\":\xC2\xA0"
              "1}",
              "write an ordinary space"},
        Fault{"Utf16", "\xFF\xFE" + utf16("{\"topomq\": 1}"),
              "The file seems to be UTF-16: save it as UTF-8."},
        Fault{"Utf16WithoutAMark", utf16("{\"topomq\": 1}"),
              "The file seems to be UTF-16: save it as UTF-8."},
        Fault{"Latin1", "{\"topomq\": 1, \"name\": \"M\xFCller\"}",
              "Save the file as UTF-8: it seems to be in another encoding, such as Latin-1."},
        Fault{"Gbk", "{\"name\": \"\xC4\xA3\xBA\xFD\xB5\xC4\xC3\xFB\xD7\xD6, \xB9\xFE\"}",
              "Save the file as UTF-8"},
        Fault{"CutOffWithinALetter", "{\"topomq\": 1, \"name\": \"\xE5\xA5\xBD\xE5\xA5",
              "as if it was cut off: take the file from a copy, or complete its end."},
        Fault{"CutOffWithinTheFirstLetter", "{\"topomq\": 1, \"name\": \"\xF0",
              "as if it was cut off: take the file from a copy"},
        Fault{"OneByteDamaged", "{\"topomq\": 1, \"name\": \"好\xFF的\"}",
              "The file is UTF-8, but damaged there: take it from a copy"},
        Fault{"SomeBytesDamaged", "{\"topomq\": 1, \"name\": \"M\xC3\xBCller\xE5\xA5\xFE\"}",
              "The file is UTF-8, but damaged there"},
        Fault{"ABadByteBehindAByteOrderMark", "\xEF\xBB\xBF{\"topomq\": 1}\xFF",
              "byte 16 (line 1, column 14) is not valid UTF-8."},
        Fault{"ANulBehindAByteOrderMark", std::string("\xEF\xBB\xBF{\"topomq\": 1}\0", 17),
              "byte 16 (line 1, column 14) is a NUL character."},
        Fault{"ANul", std::string("{\"topomq\": 1, \"name\": \"a\0b\"}", 28),
              "The file is damaged or no text: take it from a copy."}),
    testing::PrintToStringParamName());

INSTANTIATE_TEST_SUITE_P(
    Quotes,
    Unreadable,
    testing::Values(
        Fault{"WithinAText", "{\"name\": \"say \"hi\" now\"}",
              "Close the text of line 1, column 10 with \" where it ends, or write \\\" for a "
              "quote within it."},
        Fault{"MissingBehindAText", "{\"name\": \"x, \"nodes\": []}",
              "Close the text of line 1, column 10 with \""},
        Fault{"MissingBehindAName", "{\"topomq: 1, \"nodes\": []}",
              "Close the text of line 1, column 2 with \""},
        Fault{"Parameter", "{\"rate\": #rate}",
              "Put the name of the parameter into double quotes: \"#rate\"."},
        Fault{"Tabulator", "{\"name\": \"a\tb\"}", "Write \\t for a tabulator in a text."},
        Fault{"ControlCharacter", "{\"name\": \"a\x01z\"}",
              "Delete the invisible control character there."}),
    testing::PrintToStringParamName());

INSTANTIATE_TEST_SUITE_P(
    OtherCountries,
    Unreadable,
    testing::Values(
        Fault{"DecimalComma", "{\"rate\": 1,5}", "Write numbers with a decimal point"},
        Fault{"DecimalCommaBeforeManyDigits", "{\"rate\": 10,0005}",
              "Write numbers with a decimal point"},
        Fault{"DecimalCommaBehindZero", "{\"rate\": 0,125}", "Write numbers with a decimal point"},
        Fault{"CommaBeforeThreeDigits", "{\"topomq\": 1, \"settings\": {\"rate\": 10,000}}",
              "Write 10000 without a comma if that is meant, or 10.000 with a decimal point."},
        Fault{"CommaInANegativeNumber", "{\"x\": -1,500, \"y\": 2}",
              "Write -1500 without a comma if that is meant, or -1.500 with a decimal point."},
        Fault{"CommasBetweenThreeDigits", "{\"rate\": 1,234,567,\"size\": 1}",
              "Write the number without a comma: 1234567."},
        Fault{"CommaBeforeAPoint", "{\"rate\": 10,000.5}",
              "Write the number without a comma: 10000.5."},
        Fault{"CommaBehindAPoint", "{\"rate\": 1.5,000}", "Write numbers with a decimal point"},
        Fault{"WideComma", "{\"topomq\": 1，\"nodes\": []}", "A wide comma stands there"},
        Fault{"WideColon", "{\"topomq\"：1}", "A wide colon stands there"},
        Fault{"WideCommaBehindAWord", "{\"topomq\": True，\"nodes\": []}", "Write true."}),
    testing::PrintToStringParamName());

INSTANTIATE_TEST_SUITE_P(
    GluedToAWord,
    Unreadable,
    testing::Values(
        Fault{"BlankBehindANumber", "{\"topomq\": 1\xC2\xA0, \"nodes\": []}",
              "A special blank stands there"},
        Fault{"BlankBehindALiteral", "{\"topomq\": 1, \"x\": true\xC2\xA0}",
              "A special blank stands there"},
        Fault{"WideBlank", "{\"topomq\": 1　, \"nodes\": []}", "A special blank stands there"},
        Fault{"ByteOrderMark", "{\"topomq\": 1\xEF\xBB\xBF}", "An invisible byte order mark"},
        Fault{"Quote", "{\"topomq\": 1”}", "Write straight double quotes"},
        Fault{"Brace", "{\"topomq\": 1｝ ",
              "A wide bracket stands there: write an ordinary one (})"},
        Fault{"BraceAtTheEnd", "{\"topomq\": 1｝", "write an ordinary one (})"},
        Fault{"Bracket", "{\"topomq\": 1, \"x\": ［1]}", "write an ordinary one ([)"},
        Fault{"NameBeforeAQuote", "{topomq”: 1}", "Put the name into double quotes: \"topomq\"."}),
    testing::PrintToStringParamName());

/// The reader stops where the words that are told next to it find nothing wrong.
class WithoutARemedy : public testing::TestWithParam<const char*>
{ };

TEST_P(WithoutARemedy, SaysNothingAboutFaultsFurtherOn)
{
    const std::string problem =
        readJson("{\"a\": " + std::string(GetParam()) + ", \"b\": [1,]}").problem;
    EXPECT_THAT(problem, HasSubstr("Not readable as JSON: line 1, column"));
    EXPECT_THAT(problem, testing::Not(HasSubstr("comma of line")));
    EXPECT_THAT(readJson("{\"a\": " + std::string(GetParam()) + ", \"b\": \"\\q\"}").problem,
                testing::Not(HasSubstr("backslash in a text")));
}

INSTANTIATE_TEST_SUITE_P(Values,
                         WithoutARemedy,
                         testing::Values("1e999", "\"\\uZZ11\"", "\"\\ud800 \""));

} // namespace
} // namespace topomq::io
