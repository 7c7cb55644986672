#include "ui/shell/help.h"

#include "engine/runtime/runtime.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace topomq::ui {

namespace {

struct HelpTexts
{
    Q_DECLARE_TR_FUNCTIONS(Help)
};

QString plainText(QString text)
{
    return text.remove(QLatin1Char('&'));
}

void listKeys(QTreeWidget& tree, QTreeWidgetItem* parent, const QMenu& menu)
{
    for (const QAction* action : menu.actions()) {
        if (action->menu()) {
            listKeys(tree, parent, *action->menu());
            continue;
        }
        if (action->isSeparator() || action->shortcut().isEmpty())
            continue;
        const QString keys =
            QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText);
        auto* item = new QTreeWidgetItem(parent, {plainText(action->text()), keys});
        item->setToolTip(0, action->statusTip());
    }
}

} // namespace

void showAbout(QWidget& window)
{
    const QString zmq = QString::fromStdString(runtime::prepareMachine().zmqVersion);
    QMessageBox::about(
        &window, HelpTexts::tr("About TopoMQ"),
        HelpTexts::tr("<h3>TopoMQ %1</h3><p>Draw a ZeroMQ topology, run it on the "
                      "real library, and see inside it.</p><p>libzmq %2, Qt "
                      "%3</p>")
            .arg(QApplication::applicationVersion(), zmq, QString::fromLatin1(qVersion())));
}

void showShortcuts(QMainWindow& window)
{
    QDialog dialog(&window);
    dialog.setWindowTitle(HelpTexts::tr("Keyboard shortcuts"));
    auto* layout = new QVBoxLayout(&dialog);
    auto* tree = new QTreeWidget(&dialog);
    tree->setHeaderLabels({HelpTexts::tr("Command"), HelpTexts::tr("Keys")});
    tree->setRootIsDecorated(false);
    tree->setSelectionMode(QAbstractItemView::NoSelection);
    for (const QAction* menu : window.menuBar()->actions()) {
        auto* group = new QTreeWidgetItem(tree, {plainText(menu->text())});
        QFont strong = tree->font();
        strong.setWeight(QFont::DemiBold);
        group->setFont(0, strong);
        listKeys(*tree, group, *menu->menu());
        group->setHidden(group->childCount() == 0);
    }
    tree->expandAll();
    tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, &dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    layout->addWidget(tree);
    layout->addWidget(buttons);
    dialog.resize(520, 560);
    dialog.exec();
}

} // namespace topomq::ui
