#include "engine/model/edit.h"
#include "tests/support/topology_builder.h"
#include "tests/support/wash_file.h"
#include "ui/document/topology_document.h"
#include "ui/problems/problems_model.h"
#include "ui/problems/problems_panel.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include <gtest/gtest.h>

namespace topomq::tests {

namespace {

/// PUSH linked to REP: an error that has a fix.
model::Topology illegalPair()
{
    return TopologyBuilder()
        .node("vent", model::Role::Source)
        .socket("out", model::SocketType::Push, {"inproc://*"})
        .node("sink", model::Role::Sink)
        .socket("in", model::SocketType::Rep)
        .link("sink.in", "vent.out");
}

model::Topology twoIllegalPairs()
{
    return TopologyBuilder()
        .node("vent", model::Role::Source)
        .socket("out", model::SocketType::Push, {"inproc://*"})
        .node("sink", model::Role::Sink)
        .socket("in", model::SocketType::Rep)
        .node("vent2", model::Role::Source)
        .socket("out", model::SocketType::Push, {"inproc://*"})
        .node("sink2", model::Role::Sink)
        .socket("in", model::SocketType::Rep)
        .link("sink.in", "vent.out")
        .link("sink2.in", "vent2.out");
}

class ProblemsPanelTest : public testing::Test
{
protected:
    ProblemsPanelTest()
    {
        panel.resize(900, 300);
        panel.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&panel));
        view = panel.findChild<QTreeView*>(QStringLiteral("problems"));
    }

    /// The row that says so, in the column asked for.
    QModelIndex rowOf(const char* code, int column)
    {
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            const QModelIndex index = view->model()->index(row, column);
            if (index.siblingAtColumn(ui::ProblemsModel::Code).data().toString()
                == QString::fromUtf8(code))
                return index;
        }
        ADD_FAILURE() << "not listed: " << code;
        return {};
    }

    /// The cell with this remedy.
    QModelIndex remedy(const char* text)
    {
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            const QModelIndex index = view->model()->index(row, ui::ProblemsModel::Remedy);
            if (index.data().toString() == QString::fromUtf8(text))
                return index;
        }
        ADD_FAILURE() << "not offered: " << text;
        return {};
    }

    void click(const QModelIndex& index)
    {
        view->scrollTo(index);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(index).center());
    }

    ui::Theme theme;
    ui::TopologyDocument document;
    ui::ProblemsPanel panel{document, theme};
    QTreeView* view = nullptr;
};

} // namespace

TEST_F(ProblemsPanelTest, AClickRevealsThePlace)
{
    document.reset(illegalPair(), {});
    const QSignalSpy asked(document.selection(), &ui::Selection::revealRequested);
    click(rowOf("illegal-pair", ui::ProblemsModel::Message));
    EXPECT_EQ(asked.count(), 1);
    EXPECT_EQ(document.selection()->links(), std::set{model::LinkId("link1")});
}

TEST_F(ProblemsPanelTest, EnterRevealsThePlace)
{
    document.reset(illegalPair(), {});
    view->setFocus();
    view->setCurrentIndex(rowOf("illegal-pair", 0));
    QTest::keyClick(view, Qt::Key_Return);
    EXPECT_EQ(document.selection()->links(), std::set{model::LinkId("link1")});
}

TEST_F(ProblemsPanelTest, AFixIsOneClickAndOneStep)
{
    document.reset(illegalPair(), {});
    click(rowOf("illegal-pair", ui::ProblemsModel::Remedy));
    EXPECT_EQ(document.undoStack()->count(), 1);
    for (const model::Finding& finding : document.findings())
        EXPECT_NE(finding.code, "illegal-pair");
}

/// PUSH linked to REP inside of the sub-topology `wash`.
model::Topology illegalPairInside()
{
    model::Topology topology = washing();
    topology.definitions.front().nodes[1].sockets.front().type = model::SocketType::Rep;
    return topology;
}

TEST_F(ProblemsPanelTest, AFixInsideOfASubtopologyIsOneClickFromOutside)
{
    document.reset(illegalPairInside(), {});
    const model::Topology before = document.root();
    click(rowOf("illegal-pair", ui::ProblemsModel::Remedy));
    EXPECT_EQ(document.undoStack()->count(), 1);
    for (const model::Finding& finding : document.findings())
        EXPECT_NE(finding.code, "illegal-pair");
    EXPECT_TRUE(document.path().empty());
    document.undoStack()->undo();
    EXPECT_EQ(document.root(), before);
}

TEST_F(ProblemsPanelTest, AFixInsideOfTheOpenSubtopologyLeavesItOpen)
{
    document.reset(illegalPairInside(), {});
    const model::Topology before = document.root();
    ASSERT_TRUE(document.openInside({model::NodeId("wash")}));
    // The inspector offers it there too.
    ASSERT_FALSE(document.findingsInView().empty());
    EXPECT_TRUE(document.findingsInView().front().fix);
    const QSignalSpy changed(&document, &ui::TopologyDocument::changed);
    click(rowOf("illegal-pair", ui::ProblemsModel::Remedy));
    EXPECT_EQ(document.path().size(), 1U);
    EXPECT_EQ(changed.count(), 1);
    EXPECT_EQ(document.undoStack()->count(), 1);
    EXPECT_NE(document.topology().nodes[1].sockets.front().type, model::SocketType::Rep);
    EXPECT_EQ(document.topology().nodes, document.root().definitions.front().nodes);
    document.undoStack()->undo();
    EXPECT_EQ(document.root(), before);
    EXPECT_EQ(document.topology().nodes[1].sockets.front().type, model::SocketType::Rep);
}

TEST_F(ProblemsPanelTest, AFixOfWhatIsOutsideLeavesTheSubtopologyOpen)
{
    model::Topology topology = washing();
    topology.nodes.front().sockets.front().type = model::SocketType::Pub;
    document.reset(topology, {});
    ASSERT_TRUE(document.openInside({model::NodeId("wash")}));
    click(rowOf("illegal-pair", ui::ProblemsModel::Remedy));
    EXPECT_EQ(document.path().size(), 1U);
    EXPECT_EQ(document.undoStack()->count(), 1);
    for (const model::Finding& finding : document.findings())
        EXPECT_NE(finding.code, "illegal-pair");
}

TEST_F(ProblemsPanelTest, AFixThatTakesAPortAlongSaysSo)
{
    model::Topology topology = washing();
    model::Definition& stage = topology.definitions.front();
    // A proxy that is fed through a third socket, which it has no use for.
    model::Node& proxy = stage.nodes.front();
    proxy.role = model::Role::Proxy;
    proxy.sockets.push_back(proxy.sockets.front());
    proxy.sockets.front().id = model::SocketId("more");
    proxy.sockets[1].id = model::SocketId("backend");
    proxy.sockets[2].id = model::SocketId("frontend");
    stage.links.front().bind.socket = model::SocketId("backend");
    stage.ports.front().socket.socket = model::SocketId("more");
    document.reset(topology, {});
    const model::Topology before = document.root();
    const QSignalSpy went(&document, &ui::TopologyDocument::portsWent);
    const QModelIndex fix = rowOf("role-sockets", ui::ProblemsModel::Remedy);
    ASSERT_EQ(fix.data().toString(), QStringLiteral("Remove wash/gone.more"));
    click(fix);
    ASSERT_EQ(went.count(), 1);
    EXPECT_EQ(went.front().at(0).value<std::size_t>(), 1U);
    EXPECT_EQ(went.front().at(1).value<std::size_t>(), 1U);
    EXPECT_TRUE(document.root().links.empty());
    EXPECT_TRUE(document.root().definitions.front().ports.empty());
    document.undoStack()->undo();
    EXPECT_EQ(document.root(), before);
}

TEST_F(ProblemsPanelTest, UndoOpensAgainWhatAnEditOfTheFileClosed)
{
    document.reset(washing(), {});
    ASSERT_TRUE(document.openInside({model::NodeId("wash")}));
    document.pushToFile(QStringLiteral("Remove it"),
                        model::SetDefinition{model::DefinitionId("Stage"), {}, {}});
    EXPECT_TRUE(document.path().empty());
    document.undoStack()->undo();
    EXPECT_EQ(document.path(), std::vector{model::NodeId("wash")});
}

TEST_F(ProblemsPanelTest, AFixHasAKey)
{
    document.reset(illegalPair(), {});
    view->setFocus();
    view->setCurrentIndex(rowOf("illegal-pair", 0));
    QTest::keyClick(view, Qt::Key_Return, Qt::AltModifier);
    EXPECT_EQ(document.undoStack()->count(), 1);
}

/// Two settings out of range and two that nobody knows, all of one node.
model::Topology manyMistakes()
{
    return TopologyBuilder()
        .node("vent", model::Role::Source)
        .setting("rate", -5)
        .setting("size", -1)
        .setting("colour", "red")
        .setting("mine", "keep")
        .socket("out", model::SocketType::Push, {"inproc://*"})
        .node("sink", model::Role::Sink)
        .socket("in", model::SocketType::Pull)
        .link("sink.in", "vent.out");
}

TEST_F(ProblemsPanelTest, AFixIsThatOfItsRowWhereOneThingHasSeveralProblemsOfAKind)
{
    document.reset(manyMistakes(), {});
    const auto settings = [this]() -> const model::Object& {
        return document.topology().nodes.front().settings;
    };
    click(remedy("Use the default, 64"));
    EXPECT_EQ(settings().find("size"), nullptr);
    ASSERT_NE(settings().find("rate"), nullptr);
    EXPECT_EQ(*settings().find("rate"), model::Value(-5));
    click(remedy("Remove mine"));
    EXPECT_EQ(settings().find("mine"), nullptr);
    ASSERT_NE(settings().find("colour"), nullptr);
    EXPECT_EQ(*settings().find("colour"), model::Value("red"));
    EXPECT_EQ(document.undoStack()->count(), 2);
}

TEST_F(ProblemsPanelTest, TheKeyFixesTheProblemThatIsCurrent)
{
    document.reset(manyMistakes(), {});
    view->setFocus();
    view->setCurrentIndex(remedy("Remove mine"));
    // Meanwhile another problem comes, and the list is made anew.
    model::Node sink = document.topology().nodes.back();
    sink.settings.set("service_time", -1);
    document.push({}, model::ReplaceNode{sink});
    document.checkNow();
    EXPECT_EQ(view->currentIndex().siblingAtColumn(ui::ProblemsModel::Remedy).data().toString(),
              QStringLiteral("Remove mine"));
    QTest::keyClick(view, Qt::Key_Return, Qt::AltModifier);
    const model::Object& settings = document.topology().nodes.front().settings;
    EXPECT_EQ(settings.find("mine"), nullptr);
    EXPECT_NE(settings.find("colour"), nullptr);
}

TEST_F(ProblemsPanelTest, AllOfAKindAtOnePlaceAreFixedInOneStep)
{
    document.reset(manyMistakes(), {});
    click(remedy("Remove mine").siblingAtColumn(ui::ProblemsModel::Message));
    QTest::mouseClick(panel.findChild<QToolButton*>(QStringLiteral("fixAllButton")),
                      Qt::LeftButton);
    const model::Object& settings = document.topology().nodes.front().settings;
    EXPECT_EQ(settings.find("mine"), nullptr);
    EXPECT_EQ(settings.find("colour"), nullptr);
    EXPECT_NE(settings.find("rate"), nullptr);
    EXPECT_EQ(document.undoStack()->count(), 1);
}

TEST_F(ProblemsPanelTest, TheStepIsCalledAsTheFix)
{
    document.reset(illegalPair(), {});
    const QModelIndex fix = rowOf("illegal-pair", ui::ProblemsModel::Remedy);
    const QString text = fix.data().toString();
    click(fix);
    EXPECT_EQ(document.undoStack()->undoText(), text);
}

TEST_F(ProblemsPanelTest, ErrorsCanBeHidden)
{
    document.reset(illegalPair(), {});
    QTest::mouseClick(panel.findChild<QToolButton*>(QStringLiteral("showErrors")), Qt::LeftButton);
    for (int row = 0; row < view->model()->rowCount(); ++row)
        EXPECT_NE(view->model()->index(row, 0).data(ui::ProblemsModel::kSeverityRole).toInt(),
                  static_cast<int>(model::Severity::Error));
}

TEST_F(ProblemsPanelTest, WordsNarrowTheList)
{
    document.reset(illegalPair(), {});
    const int all = view->model()->rowCount();
    auto* text = panel.findChild<QLineEdit*>(QStringLiteral("problemText"));
    QTest::keyClicks(text, QStringLiteral("ILLEGAL pair"));
    EXPECT_GE(view->model()->rowCount(), 1);
    rowOf("illegal-pair", 0);
    QTest::keyClicks(text, QStringLiteral(" zzz"));
    EXPECT_EQ(view->model()->rowCount(), 0);
    text->clear();
    EXPECT_EQ(view->model()->rowCount(), all);
}

TEST_F(ProblemsPanelTest, AllOfAKindAreFixedInOneStep)
{
    document.reset(twoIllegalPairs(), {});
    click(rowOf("illegal-pair", ui::ProblemsModel::Message));
    auto* button = panel.findChild<QToolButton*>(QStringLiteral("fixAllButton"));
    ASSERT_TRUE(button->isEnabled());
    QTest::mouseClick(button, Qt::LeftButton);
    for (const model::Finding& finding : document.findings())
        EXPECT_NE(finding.code, "illegal-pair");
    EXPECT_EQ(document.undoStack()->count(), 1);
    document.undoStack()->undo();
    EXPECT_EQ(document.topology(), twoIllegalPairs());
}

TEST_F(ProblemsPanelTest, OneAloneIsNoKind)
{
    document.reset(illegalPair(), {});
    click(rowOf("illegal-pair", ui::ProblemsModel::Message));
    EXPECT_FALSE(panel.findChild<QToolButton*>(QStringLiteral("fixAllButton"))->isEnabled());
}

TEST_F(ProblemsPanelTest, AProblemIsShownWhateverTheFiltersHide)
{
    document.reset(illegalPair(), {});
    QTest::mouseClick(panel.findChild<QToolButton*>(QStringLiteral("showErrors")), Qt::LeftButton);
    QTest::keyClicks(panel.findChild<QLineEdit*>(QStringLiteral("problemText")),
                     QStringLiteral("zzz"));
    panel.showProblem(QStringLiteral("link1"));
    EXPECT_EQ(view->currentIndex().siblingAtColumn(ui::ProblemsModel::Code).data().toString(),
              QStringLiteral("illegal-pair"));
}

TEST_F(ProblemsPanelTest, CountsAreAnnounced)
{
    QSignalSpy counts(&panel, &ui::ProblemsPanel::countChanged);
    document.reset(illegalPair(), {});
    ASSERT_FALSE(counts.isEmpty());
    EXPECT_GE(counts.last().at(0).toInt(), 1);
}

TEST_F(ProblemsPanelTest, NothingWrongIsSaidInWords)
{
    document.reset(pushPull(), {});
    EXPECT_EQ(panel.errors(), 0);
    EXPECT_EQ(view->isVisible(), view->model()->rowCount() > 0);
}

TEST_F(ProblemsPanelTest, PlacesAreCalledByTheirNames)
{
    model::Topology topology = illegalPair();
    topology.nodes[0].name = "Ventilator";
    topology.nodes[1].name = "Collector";
    document.reset(topology, {});
    EXPECT_TRUE(rowOf("illegal-pair", ui::ProblemsModel::Where)
                    .data()
                    .toString()
                    .contains(QStringLiteral("Ventilator")));
}

TEST(ProblemsModelTest, KeepsTheRulesOfModels)
{
    ui::Theme theme;
    ui::TopologyDocument document;
    ui::ProblemsModel model(document, theme, nullptr);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    document.reset(illegalPair(), {});
    EXPECT_GT(model.rowCount(), 0);
    document.reset(model::Topology(), {});
    EXPECT_EQ(model.rowCount(), static_cast<int>(document.findings().size()));
}

} // namespace topomq::tests
