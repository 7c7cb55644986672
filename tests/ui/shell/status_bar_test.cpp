// What the status bar says of the books of a run.

#include "tests/ui/shell/window_fixture.h"
#include "ui/shell/status_bar.h"

#include <QFile>
#include <QLabel>
#include <QTemporaryDir>

namespace topomq::ui::test {
namespace {

class StatusBarTest : public WindowTest
{
protected:
    /// A source that a program outside would connect to, and these nodes and links beside it.
    void runBesideAProgramOutside(const QByteArray& nodes, const QByteArray& links)
    {
        QFile file(m_folder.filePath(QStringLiteral("a.topomq")));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(R"({ "topomq": 1, "nodes": [
          { "id": "out", "role": "source", "position": [0, 0],
            "sockets": [ { "id": "s", "type": "PUSH", "bind": ["tcp://127.0.0.1:*"] } ] },
          { "id": "far", "role": "external", "position": [400, 0],
            "sockets": [ { "id": "s", "type": "PULL" } ] })"
                   + nodes + R"(], "links": [ { "id": "a", "connect": "far.s", "bind": "out.s" })"
                   + links + "] }");
        file.close();
        window.openFile(file.fileName());
        press(Qt::Key_F5);
    }

    /// Until this stands there.
    bool awaitBalance(const QString& text)
    {
        const auto* label = window.runStatusBar().findChild<QLabel*>(QStringLiteral("balance"));
        return QTest::qWaitFor([&] { return label->text() == text; }, kPatience);
    }

    QTemporaryDir m_folder;
};

TEST_F(StatusBarTest, SaysThatNothingIsKnownWhereAllLeadsOutside)
{
    runBesideAProgramOutside({}, {});
    EXPECT_TRUE(awaitBalance(QStringLiteral("not known whether all is accounted for")));
    const ConservationText text = conservationText(window.session());
    EXPECT_TRUE(text.holds);
    EXPECT_FALSE(text.isWhole);
}

TEST_F(StatusBarTest, SaysOfHowManyFlowsItIsKnown)
{
    runBesideAProgramOutside(R"(,
          { "id": "vent", "role": "source", "position": [0, 200],
            "sockets": [ { "id": "s", "type": "PUSH", "bind": ["inproc://*"] } ] },
          { "id": "sink", "role": "sink", "position": [400, 200],
            "sockets": [ { "id": "s", "type": "PULL" } ] })",
                             R"(, { "id": "b", "connect": "sink.s", "bind": "vent.s" })");
    EXPECT_TRUE(awaitBalance(QStringLiteral("accounted for as far as is known: 1 of 2 flows")));
    EXPECT_FALSE(conservationText(window.session()).isWhole);
}

} // namespace
} // namespace topomq::ui::test
