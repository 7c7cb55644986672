// Which file of keys a PLAIN password ends up in, with and without a run.

#include "engine/runtime/key_store.h"
#include "tests/support/wash_file.h"
#include "ui/document/topology_document.h"
#include "ui/session/passwords.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace topomq::ui {
namespace {

using runtime::KeyStore;

const QString kInner = QStringLiteral("inner");
const QString kOuter = QStringLiteral("outer");

class PasswordsTest : public testing::Test
{
protected:
    PasswordsTest() { document.reset(drawing(), {}); }

    /// "outer" is let in by the source; "inner" asks to be let in, inside of a sub-topology.
    [[nodiscard]] static model::Topology drawing()
    {
        model::Topology topology = tests::washing();
        topology.nodes[0].sockets[0].security = {
            .mechanism = model::Mechanism::Plain, .server = true, .allow = {"outer"}};
        topology.definitions.front().nodes[0].sockets[0].security = {
            .mechanism = model::Mechanism::Plain, .username = "inner"};
        return topology;
    }

    void set(const QString& user, const char* password)
    {
        ASSERT_EQ(passwords.set(user, QString::fromUtf8(password)), QString());
    }

    [[nodiscard]] std::string known(const QString& user)
    {
        return passwords.find(user).password.toStdString();
    }

    /// What stands in the file of keys of that topology file.
    [[nodiscard]] static std::string kept(const QString& file, const QString& user)
    {
        KeyStore store(KeyStore::pathFor(file.toStdString()));
        EXPECT_EQ(store.open(), "");
        return store.findPassword(user.toStdString()).value_or("");
    }

    /// As the runtime does when it begins.
    [[nodiscard]] std::shared_ptr<KeyStore> begin()
    {
        auto keys = passwords.beginRun();
        EXPECT_EQ(keys->open(), "");
        return keys;
    }

    QTemporaryDir folder;
    QString a = folder.filePath(QStringLiteral("a.topomq"));
    QString b = folder.filePath(QStringLiteral("b.topomq"));
    TopologyDocument document;
    Passwords passwords{document};
};

TEST_F(PasswordsTest, OneThatIsSetAfterTheFirstSavingDuringARunStays)
{
    const auto keys = begin();
    set(kOuter, "one");
    ASSERT_EQ(document.saveTo(a), QString());
    set(kOuter, "two");
    EXPECT_EQ(known(kOuter), "two");
    EXPECT_EQ(keys->findPassword("outer"), "two") << "the server asks for it at once";
    passwords.endRun();
    EXPECT_EQ(known(kOuter), "two");
    EXPECT_EQ(kept(a, kOuter), "two");
}

TEST_F(PasswordsTest, OneThatTheRunHasMadeStaysWithTheFirstSaving)
{
    const std::string made = begin()->passwordOf("outer");
    EXPECT_EQ(known(kOuter), made);
    ASSERT_EQ(document.saveTo(a), QString());
    passwords.endRun();
    EXPECT_EQ(known(kOuter), made);
}

TEST_F(PasswordsTest, OneThatIsSetAfterASaveAsDuringARunGoesToTheNewFileAlone)
{
    ASSERT_EQ(document.saveTo(a), QString());
    set(kOuter, "one");
    const auto keys = begin();
    ASSERT_EQ(document.saveTo(b), QString());
    set(kOuter, "two");
    EXPECT_EQ(keys->findPassword("outer"), "two") << "the server asks for it at once";
    // As a node does that starts anew.
    EXPECT_EQ(keys->save(), "");
    passwords.endRun();
    EXPECT_EQ(kept(a, kOuter), "one");
    EXPECT_EQ(kept(b, kOuter), "two");
}

TEST_F(PasswordsTest, ThoseOfAnotherTopologyDoNotGoIntoTheFileOfTheOneThatRuns)
{
    ASSERT_EQ(document.saveTo(a), QString());
    set(kOuter, "one");
    const auto keys = begin();
    document.reset(drawing(), b);
    set(kOuter, "two");
    EXPECT_EQ(keys->save(), "");
    EXPECT_EQ(kept(a, kOuter), "one");
    EXPECT_EQ(kept(b, kOuter), "two");
}

TEST_F(PasswordsTest, WithoutARunTheyAreLookedUpInTheFile)
{
    ASSERT_EQ(document.saveTo(a), QString());
    const auto keys = begin();
    set(kOuter, "one");
    EXPECT_EQ(kept(a, kOuter), "one");
    passwords.endRun();
    EXPECT_EQ(known(kOuter), "one");
}

TEST_F(PasswordsTest, ThoseInsideOfSubtopologiesComeAlongToACopy)
{
    ASSERT_EQ(document.saveTo(a), QString());
    set(kOuter, "one");
    set(kInner, "two");
    ASSERT_EQ(document.saveTo(b), QString());
    EXPECT_EQ(kept(b, kOuter), "one");
    EXPECT_EQ(kept(b, kInner), "two");
}

TEST_F(PasswordsTest, ThoseOutsideOfTheOpenSubtopologyComeAlongToACopy)
{
    ASSERT_EQ(document.saveTo(a), QString());
    set(kOuter, "one");
    set(kInner, "two");
    ASSERT_TRUE(document.openInside({model::NodeId("wash")}));
    ASSERT_EQ(document.saveTo(b), QString());
    EXPECT_EQ(kept(b, kOuter), "one");
    EXPECT_EQ(kept(b, kInner), "two");
}

} // namespace
} // namespace topomq::ui
