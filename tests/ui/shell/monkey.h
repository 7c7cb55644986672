#pragma once
// Throws random input at the canvas of a live window, as an impatient person with a cat would.

#include "ui/canvas/canvas_view.h"
#include "ui/shell/main_window.h"

#include <QPoint>
#include <QString>
#include <QTimer>

#include <cstdint>
#include <deque>
#include <functional>
#include <random>
#include <string>
#include <vector>

class QAction;

namespace topomq::ui::test {

/// The same seed does the same; what the run of the topology does in the meantime may differ.
class Monkey : public QObject
{
    Q_OBJECT

public:
    Monkey(MainWindow& window, std::uint32_t seed);

    /// One event: of the mouse, of a key, or an action of the menus that opens no dialog.
    void act();
    /// Lets go of all buttons and leaves what is being typed.
    void rest();
    /// What it did last, oldest first.
    [[nodiscard]] std::string lastActs() const;

    /// Dialogs that it met and left.
    [[nodiscard]] const QStringList& dialogs() const { return m_dialogs; }

private:
    struct Kind
    {
        int weight;
        std::function<void()> act;
    };

    [[nodiscard]] int below(int limit)
    {
        return static_cast<int>(m_random() % static_cast<std::uint32_t>(limit));
    }

    void makeActs();
    void collectActions();
    void note(const QString& act);
    void movePointer();
    void pressOrRelease(Qt::MouseButton button);
    void doubleClick();
    void wheel();
    void pressKey();
    void type();
    void trigger();
    void undoOrRedo();
    void drop();
    void prune();
    /// Of a node, port, link, group or note, or anywhere on the canvas; in the window.
    [[nodiscard]] QPoint somewhere();
    [[nodiscard]] QPoint onCanvas(QPoint place) const;
    [[nodiscard]] Qt::KeyboardModifiers someModifiers();
    void leaveMenusAndDialogs();

    MainWindow& m_window;
    CanvasView& m_canvas;
    std::mt19937 m_random;
    std::vector<Kind> m_acts;
    std::vector<QAction*> m_actions;
    std::deque<QString> m_last;
    QStringList m_dialogs;
    QPoint m_pointer;
    Qt::MouseButtons m_held;
    QTimer m_leave;
};

/// What is wrong with the document or the selection in it; empty: nothing.
[[nodiscard]] std::string faultOf(TopologyDocument& document);
/// The same of what would be written to its file.
[[nodiscard]] std::string faultInFile(TopologyDocument& document);

} // namespace topomq::ui::test
