#include "tests/ui/inspector/inspector_fixture.h"

#include <QFile>
#include <QTemporaryDir>

namespace topomq::tests {
namespace {

/// The same pipeline over tcp, which can be secured.
class SecurityPages : public InspectorTest
{
protected:
    SecurityPages()
    {
        model::Topology overTcp = smallPipeline();
        overTcp.nodes[0].sockets[0].bind = {"tcp://127.0.0.1:*"};
        document.reset(std::move(overTcp), {});
    }

    model::Mechanism mechanismOf(const char* ref) { return socket(ref).security.mechanism; }
};

TEST_F(SecurityPages, TheLinkPageSecuresBothEnds)
{
    document.selection()->selectLink(model::LinkId("link1"));
    click("link/secure");
    EXPECT_EQ(mechanismOf("vent.out"), model::Mechanism::Curve);
    EXPECT_EQ(mechanismOf("w1.in"), model::Mechanism::Curve);
    EXPECT_EQ(steps(), 1);
}

TEST_F(SecurityPages, TheTopologyPageTakesSecurityOffAgain)
{
    click("topology/secure");
    ASSERT_EQ(mechanismOf("vent.out"), model::Mechanism::Curve);
    click("topology/unsecure");
    EXPECT_EQ(mechanismOf("vent.out"), model::Mechanism::Null);
}

TEST_F(SecurityPages, AServerIsToldWhomToLetIn)
{
    click("topology/secure");
    document.selection()->selectNode(model::NodeId("vent"));
    click("sockets/vent.out/security");
    type("sockets/vent.out/security/allow", "w1.in");
    EXPECT_EQ(socket("vent.out").security.allow, std::vector<std::string>{"w1.in"});
}

TEST_F(SecurityPages, AMechanismIsChosenBySocket)
{
    document.selection()->selectNode(model::NodeId("vent"));
    click("sockets/vent.out/security");
    QTest::keyClick(find<QWidget>("sockets/vent.out/security/mechanism")->focusProxy(),
                    Qt::Key_Down);
    EXPECT_EQ(mechanismOf("vent.out"), model::Mechanism::Plain);
}

/// The link to the worker asks for name and password.
class PlainPages : public SecurityPages
{
protected:
    PlainPages()
    {
        model::Topology topology = document.topology();
        topology.nodes[0].sockets[0].security = {.mechanism = model::Mechanism::Plain,
                                                 .server = true};
        topology.nodes[1].sockets[0].security = {.mechanism = model::Mechanism::Plain,
                                                 .username = "worker"};
        file = folder.filePath(QStringLiteral("plain.topomq"));
        document.reset(std::move(topology), file);
        EXPECT_EQ(document.saveTo(file), QString());
        document.selection()->selectLink(model::LinkId("link1"));
    }

    /// What stands in a file; empty when it is not there.
    [[nodiscard]] static QString contentOf(const QString& path)
    {
        QFile found(path);
        return found.open(QIODevice::ReadOnly) ? QString::fromUtf8(found.readAll()) : QString();
    }

    void typePassword(const char* field, const char* password)
    {
        auto* line = find<QLineEdit>(field);
        line->setFocus(Qt::TabFocusReason);
        QTest::keyClick(line, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(line, QString::fromUtf8(password));
        QTest::keyClick(line, Qt::Key_Return);
    }

    QTemporaryDir folder;
    QString file;
};

TEST_F(PlainPages, TheLinkSaysThatItIsPlainAndNotEncrypted)
{
    EXPECT_TRUE(find<QLabel>("link/security")->text().startsWith(QStringLiteral("PLAIN")));
    EXPECT_TRUE(
        find<QLabel>("link/security")->text().contains(QStringLiteral("Nothing is encrypted")));
}

TEST_F(PlainPages, APasswordGoesIntoTheFileOfKeysAndNotIntoTheTopology)
{
    typePassword("password/worker", "open sesame");
    const QString keys = file + QStringLiteral(".keys");
    EXPECT_TRUE(contentOf(keys).contains(QStringLiteral("plain worker open%20sesame")));
    EXPECT_EQ(QFile::permissions(keys)
                  & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
              QFile::Permissions());
    EXPECT_EQ(document.saveTo(file), QString());
    EXPECT_FALSE(contentOf(file).contains(QStringLiteral("sesame")));
    EXPECT_EQ(steps(), 0) << "and not into the undo history";
}

TEST_F(PlainPages, APasswordIsMaskedUntilItIsAskedFor)
{
    typePassword("password/worker", "sesame");
    auto* line = find<QLineEdit>("password/worker");
    EXPECT_EQ(line->echoMode(), QLineEdit::Password);
    click("password/worker/show");
    EXPECT_EQ(line->echoMode(), QLineEdit::Normal);
    EXPECT_EQ(line->text(), QStringLiteral("sesame"));
    click("password/worker/show");
    EXPECT_EQ(line->echoMode(), QLineEdit::Password);
}

TEST_F(PlainPages, AnEmptyPasswordIsRefusedInWords)
{
    typePassword("password/worker", "sesame");
    auto* line = find<QLineEdit>("password/worker");
    QTest::keyClick(line, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(line, Qt::Key_Delete);
    QTest::keyClick(line, Qt::Key_Return);
    EXPECT_TRUE(find<QLabel>("password/worker/problem")->isVisible());
    EXPECT_EQ(session.passwordOf(QStringLiteral("worker")).password, QStringLiteral("sesame"));
}

TEST_F(PlainPages, TheServerShowsThePasswordsOfThoseItLetsIn)
{
    typePassword("password/worker", "sesame");
    document.selection()->selectNode(model::NodeId("vent"));
    click("sockets/vent.out/security");
    EXPECT_EQ(find<QLineEdit>("password/worker")->text(), QStringLiteral("sesame"));
}

TEST_F(PlainPages, TheUserNameIsChangedOnTheLink)
{
    type("sockets/w1.in/security/username", "other");
    EXPECT_EQ(socket("w1.in").security.username, "other");
    EXPECT_NE(panel.findChild<QLineEdit*>(QStringLiteral("password/other")), nullptr);
}

TEST_F(PlainPages, AFileOfKeysThatOthersMayReadIsRefusedWithTheWayOut)
{
    const QString keys = file + QStringLiteral(".keys");
    QFile open(keys);
    ASSERT_TRUE(open.open(QIODevice::WriteOnly));
    open.write("plain worker sesame\n");
    open.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
    open.close();
    document.selection()->clear();
    document.selection()->selectLink(model::LinkId("link1"));
    EXPECT_TRUE(find<QLabel>("password/worker/problem")->text().contains(QStringLiteral("chmod")));
}

TEST_F(PlainPages, PasswordsComeAlongToAFirstFile)
{
    document.reset(document.topology(), {});
    document.selection()->selectLink(model::LinkId("link1"));
    typePassword("password/worker", "sesame");
    const QString saved = folder.filePath(QStringLiteral("saved.topomq"));
    ASSERT_EQ(document.saveTo(saved), QString());
    document.setFilePath(saved);
    EXPECT_TRUE(contentOf(saved + QStringLiteral(".keys")).contains(QStringLiteral("sesame")));
}

TEST_F(PlainPages, APasswordThatIsStillBeingTypedIsTakenBeforeItRuns)
{
    auto* line = find<QLineEdit>("password/worker");
    line->setFocus(Qt::TabFocusReason);
    QTest::keyClicks(line, QStringLiteral("sesame"));
    // As the start of a run asks for.
    document.settle();
    EXPECT_EQ(session.passwordOf(QStringLiteral("worker")).password, QStringLiteral("sesame"));
    EXPECT_TRUE(line->hasFocus());
    EXPECT_EQ(line->text(), QStringLiteral("sesame"));
}

using AllOptions = InspectorTest;

TEST_F(AllOptions, TheSearchFindsARareOption)
{
    document.selection()->selectNode(model::NodeId("vent"));
    click("sockets/vent.out/more");
    QTest::keyClicks(find<QLineEdit>("sockets/vent.out/search"), QStringLiteral("keepalive"));
    EXPECT_TRUE(find<QWidget>("sockets/vent/out/TCP_KEEPALIVE")->isVisible());
    EXPECT_FALSE(find<QWidget>("sockets/vent/out/LINGER")->isVisible());
}

TEST_F(AllOptions, AnOptionOfTheContextIsSet)
{
    click("topology/context");
    type("context/IO_THREADS", "2");
    const model::Value* value = document.topology().context.find("IO_THREADS");
    ASSERT_NE(value, nullptr);
    EXPECT_EQ(*value, model::Value(2));
}

TEST_F(AllOptions, ATransportThatIsNotThereIsGreyedWithItsReason)
{
    document.selection()->selectNode(model::NodeId("vent"));
    const auto* box = find<QComboBox>("bind/vent.out/0/transport");
    const int norm = box->findText(QStringLiteral("norm"));
    ASSERT_GE(norm, 0);
    EXPECT_FALSE(box->model()->flags(box->model()->index(norm, 0)).testFlag(Qt::ItemIsEnabled));
    EXPECT_FALSE(box->itemData(norm, Qt::ToolTipRole).toString().isEmpty());
}

} // namespace
} // namespace topomq::tests
