#include "engine/io/topology_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace topomq::io {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class FileTextTest : public testing::Test
{
protected:
    void SetUp() override
    {
        m_folder =
            std::filesystem::temp_directory_path() / ("topomq-io-" + std::to_string(::getpid()));
        std::filesystem::create_directories(m_folder);
    }

    void TearDown() override { std::filesystem::remove_all(m_folder); }

    std::filesystem::path m_folder;
};

TEST_F(FileTextTest, IsTheWholeFile)
{
    const std::string text = std::string(200'000, 'x') + "\r\n" + std::string(1, '\0');
    std::ofstream(m_folder / "a", std::ios::binary) << text;
    EXPECT_EQ(readFile(m_folder / "a").text, text);
    EXPECT_THAT(readFile(m_folder / "a").problem, IsEmpty());
}

TEST_F(FileTextTest, SaysThatThereIsNoFile)
{
    EXPECT_THAT(readFile(m_folder / "none").problem, HasSubstr("No such file"));
}

TEST_F(FileTextTest, SaysThatItIsAFolder)
{
    EXPECT_THAT(readFile(m_folder).problem, HasSubstr("directory"));
}

TEST_F(FileTextTest, StopsReadingAnEndlessFile)
{
    EXPECT_THAT(readFile("/dev/zero").problem, HasSubstr("larger than 16 MiB"));
}

} // namespace
} // namespace topomq::io
