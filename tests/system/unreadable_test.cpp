// What `topomq check` says to do about a file that is no JSON. The remedies themselves are tested
// with the reader, in tests/engine/io.

#include "tests/system/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <vector>

namespace topomq::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

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
    const ProgramResult result = call({"check", "-"}, GetParam().file);
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.output, IsEmpty());
    EXPECT_THAT(result.errors, HasSubstr("Not readable as "));
    EXPECT_THAT(result.errors, HasSubstr(GetParam().remedy));
}

INSTANTIATE_TEST_SUITE_P(
    OfEachKind,
    Unreadable,
    testing::Values(
        Fault{"Comma", "{\n  \"topomq\": 1\n  \"nodes\": []\n}",
              "Put a comma after line 2, column 13."},
        Fault{"Bracket", "{\"topomq\": 1,\n \"nodes\": [{}\n}",
              "Put ] before it: the [ of line 2, column 11 is still open."},
        Fault{"Encoding", "{\"topomq\": 1, \"name\": \"M\xFCller\"}",
              "Save the file as UTF-8: it seems to be in another encoding, such as Latin-1."},
        Fault{"Nothing", "", "Take the file from a copy, or begin with {\"topomq\": 1}."}),
    testing::PrintToStringParamName());

TEST(Readable, OneByteOrderMarkIsNoFault)
{
    EXPECT_EQ(call({"check", "-"}, "\xEF\xBB\xBF" + pushPullFile("inproc://*")).status, 0);
}

TEST(Readable, WhatTheRemedyForAnEmptyFileSaysCanBeRead)
{
    EXPECT_NE(call({"check", "-"}, "{\"topomq\": 1}").status, 2);
}

} // namespace
} // namespace topomq::test
