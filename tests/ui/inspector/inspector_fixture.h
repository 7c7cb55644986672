#pragma once
// An inspector beside a small pipeline: a ventilator, a worker, a collector.

#include "engine/model/options.h"
#include "engine/model/settings.h"
#include "engine/model/topology.h"
#include "tests/support/topology_builder.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/inspector_panel.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

#include <memory>

namespace topomq::tests {

inline model::Topology smallPipeline()
{
    using enum model::SocketType;
    model::Topology topology = TopologyBuilder()
                                   .node("vent", model::Role::Source)
                                   .setting("rate", 100)
                                   .socket("out", Push, {"inproc://*"})
                                   .node("w1", model::Role::Worker)
                                   .socket("in", Pull)
                                   .socket("out", Push)
                                   .node("sink", model::Role::Sink)
                                   .socket("in", Pull, {"inproc://*"})
                                   .link("w1.in", "vent.out")
                                   .link("w1.out", "sink.in");
    topology.name = "Small pipeline";
    topology.nodes[0].name = "Ventilator";
    topology.nodes[1].name = "Worker 1";
    return topology;
}

class InspectorTest : public testing::Test
{
protected:
    InspectorTest()
    {
        document.reset(smallPipeline(), {});
        panel.resize(300, 900);
        panel.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&panel));
        panel.activateWindow();
    }

    template <class Widget>
    Widget* find(const char* name)
    {
        auto* found = panel.findChild<Widget*>(QString::fromUtf8(name));
        EXPECT_NE(found, nullptr) << name;
        return found;
    }

    /// Goes into the field with the mouse and selects what stands there.
    QWidget* enter(const char* name)
    {
        auto* editor = find<QWidget>(name);
        QWidget* target = editor->focusProxy() == nullptr ? editor : editor->focusProxy();
        target->setFocus(Qt::TabFocusReason);
        QTest::keyClick(target, Qt::Key_A, Qt::ControlModifier);
        return target;
    }

    /// Types into the field and leaves it.
    void type(const char* name, const char* text)
    {
        QWidget* target = enter(name);
        QTest::keyClicks(target, QString::fromUtf8(text));
        QTest::keyClick(target, Qt::Key_Tab);
    }

    void click(const char* name) { QTest::mouseClick(find<QWidget>(name), Qt::LeftButton); }

    /// Picks an entry of a combo box with the keyboard, as a user does.
    void choose(const char* name, const char* entry)
    {
        auto* box = find<QComboBox>(name);
        const int wanted = box->findText(QString::fromUtf8(entry));
        ASSERT_GE(wanted, 0) << entry;
        box->setFocus();
        while (box->currentIndex() != wanted) {
            const int before = box->currentIndex();
            QTest::keyClick(box, before < wanted ? Qt::Key_Down : Qt::Key_Up);
            // A choice may put a new box in the place of this one.
            box = panel.findChild<QComboBox*>(QString::fromUtf8(name));
            if (box == nullptr || box->currentIndex() == before)
                return;
        }
    }

    /// The same with the only combo box of a field.
    void chooseIn(const char* field, const char* entry)
    {
        auto* box = find<QWidget>(field)->findChild<QComboBox*>();
        ASSERT_NE(box, nullptr) << field;
        const int wanted = box->findText(QString::fromUtf8(entry));
        ASSERT_GE(wanted, 0) << entry;
        box->setFocus();
        while (box->currentIndex() != wanted)
            QTest::keyClick(box, box->currentIndex() < wanted ? Qt::Key_Down : Qt::Key_Up);
    }

    QAction* menuEntry(const char* button, const char* entry)
    {
        const auto actions = find<QToolButton>(button)->menu()->actions();
        for (QAction* action : actions) {
            if (action->text() == QString::fromUtf8(entry))
                return action;
        }
        ADD_FAILURE() << "no entry " << entry;
        return nullptr;
    }

    const model::Node& node(const char* id) { return *document.topology().find(model::NodeId(id)); }

    const model::Socket& socket(const char* ref) { return *document.topology().find(refTo(ref)); }

    int steps() { return document.undoStack()->count(); }

    ui::Theme theme;
    ui::TopologyDocument document;
    ui::RunSession session{
        document, [](const plan::PlannedNode&) { return std::unique_ptr<runtime::RoleProgram>(); }};
    ui::InspectorPanel panel{document, session, theme};
};

} // namespace topomq::tests
