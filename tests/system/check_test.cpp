// `topomq check` of what is wrong with a file.

#include "tests/system/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace topomq::test {
namespace {

using testing::AllOf;
using testing::AnyOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// The findings of `check --json`, after the exit code has been held against `status`.
Json findingsOf(const std::string& file, int status)
{
    const ProgramResult result = call({"check", "-", "--json"}, file);
    EXPECT_EQ(result.status, status) << result.output << result.errors;
    const Json parsed = Json::parse(result.output, nullptr, false);
    EXPECT_TRUE(parsed.is_object()) << result.output;
    return parsed.is_object() ? parsed.at("findings") : Json::array();
}

/// Among the findings is an error with this code at this place.
void expectError(const std::string& file, const std::string& code, const std::string& where)
{
    const Json findings = findingsOf(file, 1);
    const bool isThere = std::any_of(findings.begin(), findings.end(), [&](const Json& finding) {
        return finding.at("severity") == "error" && finding.at("code") == code
            && finding.at("where") == where && !finding.at("message").get<std::string>().empty();
    });
    EXPECT_TRUE(isThere) << "no " << code << " at " << where << " in " << findings.dump(1);
}

/// The two nodes of a pipeline with something exchanged.
std::string changed(const std::string& before, const std::string& after)
{
    std::string file = pushPullFile("tcp://127.0.0.1:*");
    const auto at = file.find(before);
    EXPECT_NE(at, std::string::npos);
    return file.replace(at, before.size(), after);
}

void expectUnreadable(const std::string& file, const std::string& about)
{
    const ProgramResult result = call({"check", "-"}, file);
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.errors, HasSubstr(about));
    EXPECT_THAT(result.output, IsEmpty());
}

TEST(Check, PassesASoundFile)
{
    const ProgramResult result = call({"check", "-"}, pushPullFile("inproc://*"));
    EXPECT_EQ(result.status, 0);
    EXPECT_EQ(result.output, "No findings.\n");
    EXPECT_THAT(result.errors, IsEmpty());
}

TEST(Check, GivesAnEmptyListOfFindingsAsJson)
{
    EXPECT_EQ(findingsOf(pushPullFile("inproc://*"), 0), Json::array());
}

TEST(Check, RefusesWhatIsNoJsonWithItsPlace)
{
    expectUnreadable("{\n \"topomq\": 1,\n oops }", "line 3, column 2");
}

TEST(Check, RefusesAnotherVersion)
{
    expectUnreadable(R"({"topomq": 2})", "version 2");
}

TEST(Check, RefusesDeepNesting)
{
    expectUnreadable(R"({"topomq": 1, "x": )" + std::string(100'000, '['), "nested deeper");
}

TEST(Check, RefusesAFileThatIsTooLarge)
{
    expectUnreadable(std::string(17 * 1024 * 1024, ' '), "16 MiB");
}

TEST(Check, FindsAnUnknownSocketType)
{
    expectError(changed("\"PULL\"", "\"PULLER\""), "unknown-socket-type", "sink.in");
}

TEST(Check, FindsAnUnknownRole)
{
    expectError(changed("\"role\": \"sink\"", "\"role\": \"sank\""), "unknown-role", "sink");
}

TEST(Check, FindsDuplicateIds)
{
    expectError(changed("\"id\": \"sink\"", "\"id\": \"vent\""), "duplicate-id", "vent");
}

TEST(Check, FindsALinkToNowhere)
{
    expectError(changed("\"sink.in\"", "\"nobody.in\""), "dangling-link", "a");
}

TEST(Check, FindsAPortThatIsNone)
{
    expectError(pushPullFile("tcp://127.0.0.1:99999"), "bad-address", "vent.out");
}

TEST(Check, FindsPairsThatZeroMqForbids)
{
    expectError(changed("\"PULL\"", "\"SUB\""), "illegal-pair", "a");
}

TEST(Check, FindsAValueOfTheWrongKind)
{
    expectError(changed("\"role\": \"sink\"", "\"role\": \"sink\", \"name\": 5"), "wrong-kind",
                "sink");
}

TEST(Check, FindsAKeyThatStandsTwice)
{
    expectError(changed("\"role\": \"sink\"", "\"role\": \"sink\", \"role\": \"sink\""),
                "duplicate-key", "sink");
}

TEST(Check, TellsAMissingRoleOnce)
{
    const Json findings = findingsOf(changed("\"role\": \"sink\",", ""), 1);
    EXPECT_EQ(std::count_if(findings.begin(), findings.end(),
                            [](const Json& finding) {
                                return finding.at("where") == "sink"
                                    && finding.at("severity") == "error";
                            }),
              1)
        << findings.dump(1);
}

TEST(Check, ReportsUnknownKeysAsInformation)
{
    const Json findings =
        findingsOf(changed("\"role\": \"sink\"", "\"role\": \"sink\", \"colour\": \"red\""), 0);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].at("severity"), "information");
    EXPECT_EQ(findings[0].at("where"), "sink");
}

TEST(Check, GivesEachFindingItsFiveMembers)
{
    const Json findings = findingsOf(pushPullFile("tcp://*:*"), 0);
    ASSERT_FALSE(findings.empty());
    for (const Json& finding : findings) {
        EXPECT_EQ(finding.size(), 5U);
        EXPECT_TRUE(finding.at("fix").is_string() || finding.at("fix").is_null());
    }
}

TEST(Check, PrintsSeverityPlaceMessageCodeAndFix)
{
    const ProgramResult result = call({"check", "-"}, changed("\"PULL\"", "\"pull\""));
    EXPECT_EQ(result.status, 1);
    EXPECT_THAT(result.output,
                AllOf(HasSubstr("error at sink.in: "), HasSubstr("[unknown-socket-type]"),
                      HasSubstr("    fix: "), HasSubstr("1 error")));
}

TEST(Check, LetsNothingFromTheFileSteerTheTerminal)
{
    const ProgramResult result =
        call({"check", "-"}, changed("\"sink.in\"", "\"\\u001b[2Jsink.in\""));
    EXPECT_EQ(result.status, 1);
    EXPECT_THAT(result.output, Not(HasSubstr("\x1b")));
}

} // namespace
} // namespace topomq::test
