#pragma once
// Every command of the window, collected from the real actions.

#include <QIcon>
#include <QString>

#include <functional>
#include <vector>

class QAction;
class QMainWindow;

namespace topomq::ui {

struct Command
{
    /// The same in every language and every run; empty for what comes and goes (recent files).
    QString id;
    QString title;
    /// Where it is found otherwise: "View › Panels".
    QString path;
    QString keys;
    QString tip;
    /// Empty: it can be done now.
    QString whyNot;
    QIcon icon;
    /// Null for what is no action, such as "Go to Worker 2".
    QAction* action = nullptr;
    std::function<void()> run;
};

/// The menus in their order, then the actions of panels that are in no menu; of the file in front
/// only.
[[nodiscard]] std::vector<Command> commandsOf(QMainWindow& window);
/// "Select a node first"; empty while the action can be done.
[[nodiscard]] QString whyDisabled(const QAction& action);
/// The text of an action without its mnemonic.
[[nodiscard]] QString plainText(const QAction& action);
/// Gives it a tooltip that says what it does and by which key.
void describe(QAction& action);

} // namespace topomq::ui
