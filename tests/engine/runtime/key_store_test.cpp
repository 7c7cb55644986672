// Keys are made once, kept where nobody else can read them, and never mixed up.

#include "engine/runtime/key_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zmq.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace topomq::tests {

namespace {

using runtime::KeyStore;
using testing::HasSubstr;
using testing::IsEmpty;

class KeyFile : public testing::Test
{
protected:
    void SetUp() override
    {
        m_folder =
            std::filesystem::temp_directory_path() / ("topomq-keys-" + std::to_string(getpid()));
        std::filesystem::create_directory(m_folder);
    }

    void TearDown() override { std::filesystem::remove_all(m_folder); }

    [[nodiscard]] std::string path() const { return (m_folder / "a.topomq.keys").string(); }

    [[nodiscard]] std::string content() const
    {
        std::ostringstream text;
        text << std::ifstream(path()).rdbuf();
        return text.str();
    }

    void write(const std::string& text, mode_t mode = 0600) const
    {
        std::ofstream(path()) << text;
        chmod(path().c_str(), mode);
    }

private:
    std::filesystem::path m_folder;
};

} // namespace

TEST(KeyStore, LiesBesideItsTopology)
{
    EXPECT_EQ(KeyStore::pathFor("/home/me/x.topomq"), "/home/me/x.topomq.keys");
}

TEST(KeyStore, MakesKeysThatBelongTogether)
{
    KeyStore store;
    const runtime::KeyPair keys = store.keysOf("a.out");
    char derived[41] = {};
    ASSERT_EQ(zmq_curve_public(derived, keys.secretKey.c_str()), 0);
    EXPECT_EQ(keys.publicKey, derived);
}

TEST(KeyStore, KnowsWhoseAKeyIs)
{
    KeyStore store;
    EXPECT_EQ(store.ownerOf(store.keysOf("a.out").publicKey), "a.out");
    EXPECT_EQ(store.ownerOf(KeyStore().keysOf("a.out").publicKey), "");
}

TEST_F(KeyFile, GivesBackTheSameSecretsLater)
{
    KeyStore first(path());
    ASSERT_THAT(first.open(), IsEmpty());
    const runtime::KeyPair keys = first.keysOf("a.out");
    first.setPassword("my user", "pass word%");
    ASSERT_THAT(first.save(), IsEmpty());
    KeyStore second(path());
    ASSERT_THAT(second.open(), IsEmpty());
    EXPECT_EQ(second.keysOf("a.out").secretKey, keys.secretKey);
    EXPECT_EQ(second.findPassword("my user"), "pass word%");
}

TEST_F(KeyFile, IsReadableByItsOwnerOnly)
{
    KeyStore store(path());
    (void)store.keysOf("a.out");
    ASSERT_THAT(store.save(), IsEmpty());

    struct stat status
    { };

    ASSERT_EQ(stat(path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(KeyFile, IsRefusedWhenOthersMayReadIt)
{
    write("plain user secret\n", 0644);
    KeyStore store(path());
    EXPECT_THAT(store.open(), testing::AllOf(HasSubstr(path()), HasSubstr("chmod 600")));
}

TEST_F(KeyFile, IsNotWrittenWhenNothingIsNew)
{
    KeyStore store(path());
    ASSERT_THAT(store.open(), IsEmpty());
    ASSERT_THAT(store.save(), IsEmpty());
    EXPECT_FALSE(std::filesystem::exists(path()));
}

TEST_F(KeyFile, TellsTheLineItDoesNotUnderstandButNotWhatItSays)
{
    write("# keys\ncurve a.out 1234 topsecret\n");
    KeyStore store(path());
    EXPECT_THAT(store.open(),
                testing::AllOf(HasSubstr("line 2"), testing::Not(HasSubstr("topsecret"))));
}

TEST_F(KeyFile, RefusesKeysThatDoNotBelongTogether)
{
    KeyStore other;
    write("curve a.out " + other.keysOf("a.out").publicKey + " " + other.keysOf("b.in").secretKey
          + "\n");
    KeyStore store(path());
    EXPECT_THAT(store.open(), HasSubstr("line 1"));
}

TEST_F(KeyFile, SaysWhereItCannotBeWritten)
{
    KeyStore store("/proc/no-such-folder/x.keys");
    ASSERT_THAT(store.open(), IsEmpty());
    (void)store.keysOf("a.out");
    EXPECT_THAT(store.save(), HasSubstr("/proc/no-such-folder/x.keys"));
}

TEST_F(KeyFile, IsLeftAloneByAStoreThatLeftIt)
{
    KeyStore store(path());
    ASSERT_THAT(store.open(), IsEmpty());
    store.setPassword("user", "first");
    ASSERT_THAT(store.save(), IsEmpty());
    store.leaveFile();
    store.setPassword("user", "second");
    EXPECT_THAT(store.save(), IsEmpty());
    EXPECT_EQ(store.findPassword("user"), "second");
    EXPECT_THAT(content(), HasSubstr("plain user first\n"));
}

TEST_F(KeyFile, IsReplacedAsAWhole)
{
    std::ofstream(path() + ".new") << "left behind";
    KeyStore store(path());
    store.setPassword("user", "password");
    ASSERT_THAT(store.save(), IsEmpty());
    EXPECT_THAT(content(), HasSubstr("plain user password\n"));
    EXPECT_FALSE(std::filesystem::exists(path() + ".new"));
}

} // namespace topomq::tests
