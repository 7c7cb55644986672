// What would be open to the network is asked about before the run opens it, however it comes there.

#include "tests/ui/shell/window_fixture.h"

#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace topomq::ui::test {
namespace {

const model::NodeId kFar{"far"};
const model::NodeId kCollector{"collector"};
const model::NodeId kWorker{"worker1"};

class NetworkTest : public WindowTest
{
protected:
    NetworkTest() { runExample("pipeline"); }

    /// A program on another machine. Nobody is linked to it, so nothing leaves this one.
    [[nodiscard]] static model::AddNode addFar()
    {
        model::Node far;
        far.id = kFar;
        far.role = model::Role::External;
        model::Socket socket;
        socket.id = model::SocketId("in");
        socket.type = model::SocketType::Pull;
        socket.bind = {"tcp://192.0.2.7:5555"};
        far.sockets = {socket};
        return {far, {}};
    }

    /// The same node with a socket that takes a restart.
    [[nodiscard]] model::ReplaceNode otherLinger(const model::NodeId& id)
    {
        model::Node node = *topology().find(id);
        node.sockets[0].options.set("LINGER", 250);
        return {node};
    }

    void push(const model::Edit& edit) { window.document().push(QStringLiteral("Edit"), edit); }

    void openCollector()
    {
        model::Node collector = *topology().find(kCollector);
        collector.sockets[0].bind[0] = "tcp://*:*";
        push(model::ReplaceNode{collector});
    }

    [[nodiscard]] QToolButton* barButton()
    {
        return window.messageBar().findChild<QToolButton*>(QStringLiteral("messageAction"));
    }

    [[nodiscard]] bool barAsks()
    {
        return !window.messageBar().text().isEmpty()
            && barButton()->text() == QStringLiteral("Allow");
    }

    [[nodiscard]] bool farRuns() { return window.session().nodeIndex(kFar).has_value(); }

    void allowFar()
    {
        push(addFar());
        ASSERT_TRUE(barAsks()) << window.messageBar().text().toStdString();
        QTest::mouseClick(barButton(), Qt::LeftButton);
        ASSERT_TRUE(QTest::qWaitFor([this] { return farRuns(); }, kPatience));
    }

    /// Clicks "Restart" of the node in the inspector.
    void restart(const model::NodeId& id)
    {
        window.document().selection()->selectNode(id);
        const QString name =
            QStringLiteral("node/command%1").arg(static_cast<int>(NodeCommand::Restart));
        QPushButton* button = nullptr;
        ASSERT_TRUE(QTest::qWaitFor(
            [&] {
                const auto all = window.findChildren<QPushButton*>(name);
                const auto shown = std::find_if(all.begin(), all.end(),
                                                [](auto* each) { return each->isVisible(); });
                button = shown == all.end() ? nullptr : *shown;
                return button != nullptr;
            },
            kPatience));
        QTest::mouseClick(button, Qt::LeftButton);
    }

    [[nodiscard]] bool wasRestarted(const char* title)
    {
        const auto& marks = window.session().marks();
        return std::any_of(marks.begin(), marks.end(), [title](const auto& mark) {
            return mark.text == QString::fromUtf8(title) + QStringLiteral(": restarted");
        });
    }
};

TEST_F(NetworkTest, WhatIsAddedToARunWaitsUntilItIsAllowed)
{
    push(addFar());
    EXPECT_TRUE(barAsks()) << window.messageBar().text().toStdString();
    EXPECT_TRUE(window.messageBar().text().contains(QStringLiteral("tcp://192.0.2.7:5555")));
    EXPECT_TRUE(window.session().marks().empty()) << "the run was told of it";
    QTest::mouseClick(barButton(), Qt::LeftButton);
    EXPECT_TRUE(QTest::qWaitFor([this] { return farRuns(); }, kPatience));
    EXPECT_EQ(window.messageBar().text(), QString());
}

TEST_F(NetworkTest, WhatIsTakenBackWaitsNoLonger)
{
    push(addFar());
    ASSERT_TRUE(window.session().waitsForLeave());
    window.document().undoStack()->undo();
    EXPECT_FALSE(window.session().waitsForLeave());
    EXPECT_EQ(window.messageBar().text(), QString());
}

TEST_F(NetworkTest, WhatWasAllowedIsNotAskedAboutAgain)
{
    allowFar();
    window.document().undoStack()->undo();
    window.document().undoStack()->redo();
    EXPECT_FALSE(window.session().waitsForLeave());
    press(Qt::Key_F8);
    ASSERT_TRUE(QTest::qWaitFor([this] { return !window.session().isActive(); }, kPatience));
    answerNext(QStringLiteral("Cancel"));
    press(Qt::Key_F5);
    EXPECT_EQ(questions, 0);
    EXPECT_TRUE(window.session().isActive());
}

TEST_F(NetworkTest, OfAnotherTopologyItIsAskedAboutAnew)
{
    allowFar();
    model::Topology other = topology();
    other.find(kWorker)->sockets[0].options.set("LINGER", 250);
    window.document().reset(std::move(other), {});
    EXPECT_TRUE(window.session().waitsForLeave());
}

TEST_F(NetworkTest, ARestartOfWhatWouldBeOpenIsAskedAboutFirst)
{
    openCollector();
    ASSERT_TRUE(window.session().runsOutdated(kCollector));
    answerNext(QStringLiteral("Cancel"));
    restart(kCollector);
    EXPECT_EQ(questions, 1);
    EXPECT_TRUE(asked.contains(QStringLiteral("tcp://*:*"))) << asked.toStdString();
    EXPECT_TRUE(window.session().marks().empty()) << "it was carried out";
    EXPECT_TRUE(window.session().waitsForLeave());
}

TEST_F(NetworkTest, ARestartThatIsAllowedOpensAllThatIsDrawn)
{
    push(model::Batch{{addFar(), otherLinger(kWorker)}});
    answerNext(QStringLiteral("Allow"));
    restart(kWorker);
    EXPECT_EQ(questions, 1);
    EXPECT_TRUE(wasRestarted("Worker 1"));
    EXPECT_TRUE(QTest::qWaitFor(
        [this] { return farRuns() && !window.session().isOutdated(kWorker); }, kPatience));
    EXPECT_FALSE(window.session().waitsForLeave());
}

TEST_F(NetworkTest, ANodeThatIsDrawnAsItRunsIsRestartedWithoutAQuestion)
{
    openCollector();
    answerNext(QStringLiteral("Cancel"));
    restart(kWorker);
    EXPECT_EQ(questions, 0);
    EXPECT_TRUE(wasRestarted("Worker 1"));
    EXPECT_TRUE(window.session().waitsForLeave());
}

} // namespace
} // namespace topomq::ui::test
