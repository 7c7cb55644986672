// What the monkey does by actions, and how it leaves menus and dialogs. See monkey.cpp for the
// rest.

#include "tests/ui/shell/monkey.h"
#include "ui/shell/actions.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QMenu>
#include <QTest>

namespace topomq::ui::test {

namespace {

/// A dialog would follow, or another drawing. The test itself runs, stops and undoes.
bool opensSomething(const QAction& action)
{
    static const QStringList names{QStringLiteral("new"),           QStringLiteral("open"),
                                   QStringLiteral("examples"),      QStringLiteral("save"),
                                   QStringLiteral("saveAs"),        QStringLiteral("close"),
                                   QStringLiteral("quit"),          QStringLiteral("palette"),
                                   QStringLiteral("linkFrom"),      QStringLiteral("about"),
                                   QStringLiteral("cheatSheet"),    QStringLiteral("fullScreen"),
                                   QStringLiteral("editShortcuts"), QStringLiteral("compareFile"),
                                   QStringLiteral("compareSaved"),  QStringLiteral("exportPicture"),
                                   QStringLiteral("copyPicture"),   QStringLiteral("exportDot"),
                                   QStringLiteral("print"),         QStringLiteral("run"),
                                   QStringLiteral("stop"),          QStringLiteral("restart"),
                                   QStringLiteral("undo"),          QStringLiteral("redo")};
    return action.objectName().isEmpty() || names.contains(action.objectName());
}

/// All widgets take their colours and sizes anew, which takes long.
bool changesTheLook(const QAction& action)
{
    static const QStringList names{QStringLiteral("themeSystem"),  QStringLiteral("themeLight"),
                                   QStringLiteral("themeDark"),    QStringLiteral("toggleTheme"),
                                   QStringLiteral("highContrast"), QStringLiteral("largeMode"),
                                   QStringLiteral("resetLayout")};
    return names.contains(action.objectName());
}

} // namespace

void Monkey::collectActions()
{
    constexpr int kOften = 12;
    for (QAction* action : m_canvas.canvasActions().all())
        m_actions.insert(m_actions.end(), kOften, action);
    for (QAction* action : m_window.actions().findChildren<QAction*>(Qt::FindDirectChildrenOnly)) {
        if (!opensSomething(*action))
            m_actions.insert(m_actions.end(), changesTheLook(*action) ? 1 : kOften, action);
    }
}

void Monkey::trigger()
{
    QAction* action =
        m_actions[static_cast<std::size_t>(below(static_cast<int>(m_actions.size())))];
    note(QStringLiteral("action %1").arg(action->objectName()));
    const QKeySequence keys = action->shortcut();
    // By their keys where they have some: then what has the focus has its say.
    if (keys.isEmpty() || below(2) == 0)
        action->trigger();
    else
        QTest::keySequence(m_window.windowHandle(), keys);
}

void Monkey::undoOrRedo()
{
    const bool undo = below(3) != 0;
    note(undo ? QStringLiteral("undo") : QStringLiteral("redo"));
    QTest::keyClick(m_window.windowHandle(), Qt::Key_Z,
                    undo ? Qt::ControlModifier : Qt::ControlModifier | Qt::ShiftModifier);
}

void Monkey::leaveMenusAndDialogs()
{
    if (QWidget* dialog = QApplication::activeModalWidget()) {
        m_dialogs << dialog->objectName() + QLatin1Char(' ') + dialog->windowTitle();
        note(QStringLiteral("dialog %1").arg(m_dialogs.last()));
        if (auto* box = qobject_cast<QDialog*>(dialog))
            box->reject();
        else
            dialog->close();
        return;
    }
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    if (menu == nullptr)
        return;
    for (int down = below(12); down >= 0; --down)
        QTest::keyClick(menu, Qt::Key_Down);
    const bool takes = below(3) != 0;
    note(QStringLiteral("menu: %1")
             .arg(takes && menu->activeAction() ? menu->activeAction()->text()
                                                : QStringLiteral("left")));
    QTest::keyClick(menu, takes ? Qt::Key_Return : Qt::Key_Escape);
}

} // namespace topomq::ui::test
