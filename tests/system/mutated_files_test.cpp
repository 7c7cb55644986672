// Damaged files through the real program: a crash of the process would show here.

#include "tests/engine/io/example_files.h"
#include "tests/engine/io/file_mutator.h"
#include "tests/system/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace topomq::test {
namespace {

TEST(MutatedFiles, EndInAReasonAndNeverInASignal)
{
    const auto files = exampleFiles(TOPOMQ_EXAMPLES);
    ASSERT_FALSE(files.empty());
    FileMutator mutator(300);
    for (std::size_t i = 0; i < 300; ++i) {
        const std::string text = mutator.mutate(files[i % files.size()].text);
        const ProgramResult result = call({"check", "-", "--json"}, text);
        ASSERT_THAT(result.status, testing::AnyOf(0, 1, 2)) << text;
        if (result.status == 2) {
            EXPECT_THAT(result.errors, testing::StartsWith("topomq: standard input: ")) << text;
            continue;
        }
        const Json parsed = Json::parse(result.output, nullptr, false);
        ASSERT_TRUE(parsed.is_object()) << text;
        bool hasError = false;
        for (const Json& finding : parsed.at("findings")) {
            hasError = hasError || finding.at("severity") == "error";
            EXPECT_FALSE(finding.at("message").get<std::string>().empty()) << text;
        }
        EXPECT_EQ(hasError, result.status == 1) << text;
    }
}

} // namespace
} // namespace topomq::test
