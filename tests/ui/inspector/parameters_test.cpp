#include "engine/model/parameters.h"
#include "tests/ui/inspector/inspector_fixture.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLocale>
#include <QMenu>
#include <QTemporaryDir>

#include <utility>

namespace topomq::tests {

namespace {

class Parameters : public InspectorTest
{
protected:
    void setRate(const model::Value& value)
    {
        document.push({},
                      model::setParameter(document.topology(), {.name = "rate", .value = value}));
    }

    void select(const char* id) { document.selection()->selectNode(model::NodeId(id)); }

    QString shown(const char* name)
    {
        auto* label = find<QLabel>(name);
        return label->isVisibleTo(&panel) ? label->text() : QString();
    }

    /// A sub-topology with a worker that takes #rate.
    void addStage()
    {
        model::Node worker{.id = model::NodeId("worker"), .role = model::Role::Worker};
        worker.settings.set("service_time", "#rate");
        model::Definition stage;
        stage.id = model::DefinitionId("Stage");
        stage.nodes.push_back(worker);
        document.push({}, model::put(stage));
    }

    /// Once, as `first`.
    void useStage()
    {
        model::Node instance{.id = model::NodeId("first"), .role = model::Role::Subtopology};
        instance.definition = model::DefinitionId("Stage");
        document.push({}, model::AddNode{instance});
    }

    const std::vector<model::Parameter>& list() { return document.topology().parameters; }
};

} // namespace

TEST_F(Parameters, ANewOneIsNamedAtOnce)
{
    click("parameters/add");
    ASSERT_EQ(list().size(), 1U);
    QWidget* focused = QApplication::focusWidget();
    ASSERT_NE(focused, nullptr);
    EXPECT_EQ(focused->objectName(), QStringLiteral("parameters/0/name"));
    QTest::keyClicks(focused, QStringLiteral("load"));
    QTest::keyClick(focused, Qt::Key_Tab);
    EXPECT_EQ(list()[0].name, "load");
    type("parameters/0/value", "250");
    EXPECT_EQ(list()[0].value, model::Value(250));
    type("parameters/0/unit", "msg/s");
    EXPECT_EQ(list()[0].unit, "msg/s");
    type("parameters/0/description", "offered");
    EXPECT_EQ(list()[0].description, "offered");
    EXPECT_EQ(steps(), 5);
}

TEST_F(Parameters, ASettingTakesOneAndShowsWhatItComesTo)
{
    setRate(500);
    select("vent");
    type("settings/rate", "#rate / 2");
    EXPECT_EQ(*node("vent").settings.find("rate"), model::Value("#rate / 2"));
    EXPECT_EQ(shown("settings/rate/resolved"), QStringLiteral("= 250"));
    setRate(600);
    EXPECT_EQ(shown("settings/rate/resolved"), QStringLiteral("= 300"));
}

TEST_F(Parameters, StandInsideDistributionsAndOptions)
{
    setRate(500);
    select("vent");
    chooseIn("settings/rate", "Poisson");
    type("settings/rate", "#rate");
    EXPECT_EQ(*node("vent").settings.find("rate"),
              model::Value(model::Object{{"poisson", "#rate"}}));
    type("sockets/vent/out/SNDHWM", "#rate * 2");
    EXPECT_EQ(*socket("vent.out").options.find("SNDHWM"), model::Value("#rate * 2"));
    EXPECT_EQ(shown("sockets/vent/out/SNDHWM/resolved"), QStringLiteral("= 1000"));
}

TEST_F(Parameters, WhatComesOutOfRangeIsNotTaken)
{
    setRate(500);
    select("vent");
    type("settings/rate", "#rate - 501");
    EXPECT_EQ(*node("vent").settings.find("rate"), model::Value(100));
    EXPECT_TRUE(shown("settings/rate/problem").contains(QStringLiteral("between")));
    type("settings/rate", "#rate / 0");
    EXPECT_TRUE(shown("settings/rate/problem").contains(QStringLiteral("divides by 0")));
}

TEST_F(Parameters, AnUnknownOneIsAddedFromTheFieldThatNamesIt)
{
    select("vent");
    type("settings/rate", "#load");
    document.checkNow();
    EXPECT_TRUE(shown("settings/rate/finding").contains(QStringLiteral("no parameter #load")));
    click("settings/rate/fix");
    ASSERT_EQ(list().size(), 1U);
    EXPECT_EQ(list()[0].name, "load");
    document.checkNow();
    EXPECT_EQ(shown("settings/rate/finding"), QString());
    EXPECT_EQ(shown("settings/rate/resolved"), QStringLiteral("= 1000"));
}

TEST_F(Parameters, EachFindingInsideOfAnInstanceHasItsOwnFix)
{
    model::Definition stage;
    stage.id = model::DefinitionId("Stage");
    for (const char* name : {"apples", "oranges"}) {
        model::Node worker{.id = model::NodeId(name), .role = model::Role::Worker};
        worker.settings.set("service_time", std::string("#") + name);
        stage.nodes.push_back(worker);
    }
    document.push({}, model::put(stage));
    useStage();
    document.checkNow();
    select("first");
    const auto buttons = panel.findChildren<QToolButton*>(QStringLiteral("fix/unknown-parameter"));
    ASSERT_EQ(buttons.size(), 2);
    ASSERT_TRUE(buttons[1]->text().contains(QStringLiteral("oranges")));
    QTest::mouseClick(buttons[1], Qt::LeftButton);
    ASSERT_EQ(list().size(), 1U);
    EXPECT_EQ(list()[0].name, "oranges");
}

TEST_F(Parameters, AreOfferedWhileOneIsTyped)
{
    setRate(500);
    select("vent");
    QWidget* field = enter("settings/rate");
    QTest::keyClicks(field, QStringLiteral("2 * #r"));
    auto* completer = field->findChild<QLineEdit*>()->completer();
    ASSERT_NE(completer, nullptr);
    ASSERT_TRUE(QTest::qWaitFor([&] { return completer->popup()->isVisible(); }));
    QTest::keyClick(completer->popup(), Qt::Key_Down);
    QTest::keyClick(completer->popup(), Qt::Key_Return);
    EXPECT_TRUE(QTest::qWaitFor(
        [this] { return *node("vent").settings.find("rate") == model::Value("2 * #rate"); }));
}

/// Their values have more digits than are usual, and their other texts are longer than is allowed.
TEST_F(Parameters, PassingThroughTheirFieldsChangesNothing)
{
    for (const auto& [name, value] : {std::pair{"fine", 0.12345678}, std::pair{"tiny", 1e-7}}) {
        document.push({},
                      model::setParameter(document.topology(),
                                          {.name = name,
                                           .value = value,
                                           .unit = std::string(300, 'u'),
                                           .description = std::string(3000, 'd')}));
    }
    const std::vector<model::Parameter> before = list();
    const int all = steps();
    for (const char* row : {"0", "1"}) {
        for (const char* part : {"name", "value", "unit", "description"}) {
            auto* field = find<QWidget>((std::string("parameters/") + row + "/" + part).c_str());
            field->setFocus(Qt::TabFocusReason);
            QTest::keyClick(field, Qt::Key_Tab);
        }
    }
    EXPECT_EQ(steps(), all);
    EXPECT_EQ(list(), before);
}

TEST_F(Parameters, AreShownWithAllDigitsThatTheyHave)
{
    const auto shownFor = [this](double value) {
        setRate(value);
        return find<QWidget>("parameters/0/value")->findChild<QLineEdit*>()->text();
    };
    EXPECT_EQ(shownFor(0.12345678), QStringLiteral("0.12345678"));
    EXPECT_EQ(shownFor(2.5), QStringLiteral("2.5"));
    EXPECT_EQ(QLocale::c().toDouble(shownFor(1e-7)), 1e-7);
    // One that is typed beside them stands as it is.
    type("parameters/0/value", "1e-8");
    EXPECT_EQ(list()[0].value, model::Value(1e-8));
}

TEST_F(Parameters, ARenameReachesTheUsesInTheSameStep)
{
    setRate(500);
    document.push({}, [this] {
        model::Node changed = node("vent");
        changed.settings.set("rate", "#rate");
        return model::ReplaceNode{changed};
    }());
    const int before = steps();
    type("parameters/0/name", "load");
    EXPECT_EQ(*node("vent").settings.find("rate"), model::Value("#load"));
    EXPECT_EQ(steps(), before + 1);
    document.undoStack()->undo();
    EXPECT_EQ(*node("vent").settings.find("rate"), model::Value("#rate"));
    EXPECT_EQ(find<QLineEdit>("parameters/0/name")->text(), QStringLiteral("rate"));
    type("parameters/0/name", "no name");
    EXPECT_TRUE(shown("parameters/0/problem").contains(QStringLiteral("Not taken")));
    EXPECT_EQ(list()[0].name, "rate");
}

/// Used by a worker inside, which is shown, and by a source outside.
TEST_F(Parameters, AreRenamedAndRemovedInAllOfTheFileWhateverIsShown)
{
    setRate(500);
    addStage();
    useStage();
    model::Node vent = node("vent");
    vent.settings.set("rate", "#rate");
    document.push({}, model::ReplaceNode{vent});
    ASSERT_TRUE(document.openInside({model::NodeId("first")}));
    const auto outside = [this] {
        return *document.root().find(model::NodeId("vent"))->settings.find("rate");
    };
    const auto inside = [this] { return *node("worker").settings.find("service_time"); };
    const int before = steps();
    type("parameters/0/name", "load");
    EXPECT_EQ(steps(), before + 1);
    EXPECT_EQ(document.path(), std::vector{model::NodeId("first")});
    EXPECT_EQ(inside(), model::Value("#load"));
    EXPECT_EQ(outside(), model::Value("#load"));
    document.undoStack()->undo();
    EXPECT_EQ(inside(), model::Value("#rate"));
    EXPECT_EQ(outside(), model::Value("#rate"));
    click("parameters/0/remove");
    EXPECT_EQ(inside(), model::Value(500));
    EXPECT_EQ(outside(), model::Value(500));
}

/// Undo leads inside again, where no such field is.
TEST_F(Parameters, ANameThatIsBeingTypedIsAStepOfItsOwnBeforeAnother)
{
    setRate(500);
    addStage();
    useStage();
    ASSERT_TRUE(document.openInside({model::NodeId("first")}));
    document.push(QStringLiteral("Inside"),
                  model::MoveNodes{{{model::NodeId("worker"), model::Point{9, 9}}}});
    ASSERT_TRUE(document.leaveInside());
    document.selection()->clear();
    auto* name = find<QLineEdit>("parameters/0/name");
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("load"));
    const int before = steps();
    QTest::keyClick(name, Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(list()[0].name, "rate");
    EXPECT_EQ(steps(), before + 1);
    EXPECT_EQ(document.undoStack()->index(), before);
    document.undoStack()->redo();
    EXPECT_EQ(list()[0].name, "load");
}

TEST_F(Parameters, NothingIsPushedWhileAStepIsTakenBack)
{
    setRate(500);
    const int all = steps();
    QObject::connect(&document, &ui::TopologyDocument::changed, &panel, [this] {
        document.push(QStringLiteral("Late"),
                      model::MoveNodes{{{model::NodeId("vent"), model::Point{9, 9}}}});
    });
    document.undoStack()->undo();
    EXPECT_EQ(steps(), all);
    EXPECT_TRUE(document.undoStack()->canRedo());
}

TEST_F(Parameters, WhatIsTypedIsInWhatIsSaved)
{
    setRate(500);
    const QTemporaryDir folder;
    for (const auto& [field, text] :
         {std::pair{"parameters/0/unit", "msg/s"}, std::pair{"parameters/0/value", "250"}})
    {
        auto* line = find<QWidget>(field);
        line->setFocus();
        QTest::keyClick(line, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(line, QString::fromLatin1(text));
    }
    ASSERT_EQ(document.saveTo(folder.filePath(QStringLiteral("typed.topomq"))), QString());
    EXPECT_EQ(list()[0].unit, "msg/s");
    EXPECT_EQ(list()[0].value, model::Value(250));
    EXPECT_FALSE(document.isModified());
}

TEST_F(Parameters, LeadToTheirUsesAndLeaveTheirValueThere)
{
    setRate(500);
    document.push({}, [this] {
        model::Node changed = node("vent");
        changed.settings.set("count", "#rate");
        return model::ReplaceNode{changed};
    }());
    auto* uses = find<QToolButton>("parameters/0/uses");
    EXPECT_EQ(uses->text(), QStringLiteral("used in 1 place"));
    Q_EMIT uses->menu()->aboutToShow();
    ASSERT_EQ(uses->menu()->actions().size(), 1);
    uses->menu()->actions().front()->trigger();
    EXPECT_TRUE(document.selection()->nodes().contains(model::NodeId("vent")));
    QWidget* field = find<QWidget>("settings/count");
    EXPECT_TRUE(field->focusProxy()->hasFocus());
    document.selection()->clear();
    click("parameters/0/remove");
    EXPECT_TRUE(list().empty());
    EXPECT_EQ(*node("vent").settings.find("count"), model::Value(500));
    EXPECT_EQ(panel.findChild<QWidget*>(QStringLiteral("parameters/0/name")) == nullptr
                  || !panel.findChild<QWidget*>(QStringLiteral("parameters/0/name"))->isVisible(),
              true);
}

TEST_F(Parameters, LeadToTheirUsesInsideOfSubtopologies)
{
    setRate(500);
    addStage();
    auto* uses = find<QToolButton>("parameters/0/uses");
    EXPECT_EQ(uses->text(), QStringLiteral("used in 1 place"));
    Q_EMIT uses->menu()->aboutToShow();
    ASSERT_EQ(uses->menu()->actions().size(), 1);
    EXPECT_FALSE(uses->menu()->actions().front()->isEnabled()) << "nothing leads there";
    useStage();
    Q_EMIT uses->menu()->aboutToShow();
    ASSERT_EQ(uses->menu()->actions().size(), 1);
    EXPECT_EQ(uses->menu()->actions().front()->text(),
              QStringLiteral("Stage › worker: service_time = #rate"));
    uses->menu()->actions().front()->trigger();
    EXPECT_EQ(document.path(), std::vector{model::NodeId("first")});
    EXPECT_TRUE(document.selection()->nodes().contains(model::NodeId("worker")));
}

} // namespace topomq::tests
