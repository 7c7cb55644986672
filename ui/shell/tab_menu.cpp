#include "ui/shell/tab_menu.h"

#include "ui/shell/actions.h"
#include "ui/shell/export_actions.h"
#include "ui/shell/workspace.h"

#include <QCoreApplication>
#include <QMenu>
#include <QPointer>

namespace topomq::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(TabMenu)
};

void addOthers(QMenu& menu, Workspace& workspace, ExportActions& exports)
{
    for (DocumentTab* tab : workspace.tabs()) {
        if (tab == &workspace.front())
            continue;
        const QString title = workspace.titleOf(*tab);
        QAction* action =
            menu.addAction(QString(title).replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setStatusTip(Words::tr("Shows this topology beside “%1”").arg(title));
        QObject::connect(action, &QAction::triggered, &exports,
                         [&exports, other = QPointer<DocumentTab>(tab)] {
                             if (other)
                                 exports.compareWithTab(*other);
                         });
    }
}

} // namespace

void fillTabMenu(QMenu& menu, Workspace& workspace, Actions& actions, ExportActions& exports)
{
    menu.addActions({actions.closeFile, actions.closeOthers, actions.reopenClosed});
    menu.addSeparator();
    menu.addActions({actions.save, actions.saveAs, actions.copyPath});
    menu.addSeparator();
    QMenu* compare = menu.addMenu(exports.compareFile->icon(), Words::tr("Compare &with"));
    addOthers(*compare, workspace, exports);
    compare->addSeparator();
    compare->addAction(exports.compareSaved);
    QAction* file = compare->addAction(exports.compareFile->icon(), Words::tr("Another &file…"));
    file->setStatusTip(exports.compareFile->statusTip());
    QObject::connect(file, &QAction::triggered, exports.compareFile, &QAction::trigger);
    menu.addSeparator();
    menu.addActions({actions.moveTabLeft, actions.moveTabRight});
}

} // namespace topomq::ui
