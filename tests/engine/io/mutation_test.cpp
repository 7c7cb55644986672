#include "engine/io/topology_file.h"
#include "engine/rules/rules.h"
#include "tests/engine/io/example_files.h"
#include "tests/engine/io/file_mutator.h"

#include <gtest/gtest.h>

namespace topomq::io {
namespace {

constexpr int kMutations = 10'000;

TEST(Mutation, NeverCrashesTheReaderOrTheRules)
{
    const auto files = test::exampleFiles(EXAMPLES_FOLDER);
    ASSERT_FALSE(files.empty());
    test::FileMutator mutator(20261122);
    int readable = 0;
    for (int i = 0; i < kMutations; ++i) {
        const std::string& file = files[static_cast<std::size_t>(i) % files.size()].text;
        const std::string text = mutator.mutate(file);
        const ReadResult result = readTopology(text);
        if (!result.isReadable())
            continue;
        ++readable;
        for (const model::Finding& finding : rules::check(result.topology))
            ASSERT_FALSE(finding.message.empty()) << text;
        for (const model::Finding& finding : result.findings)
            ASSERT_FALSE(finding.message.empty()) << text;
        const std::string written = writeTopology(result.topology);
        ASSERT_EQ(writeTopology(readTopology(written).topology), written) << text;
    }
    // Were nearly all refused as JSON, the reader of fields and the rules would not be tested.
    EXPECT_GT(readable, kMutations / 10);
}

} // namespace
} // namespace topomq::io
