#include "ui/shell/help.h"

#include "engine/runtime/runtime.h"

#include <QApplication>
#include <QMessageBox>

namespace topomq::ui {

namespace {

struct HelpTexts
{
    Q_DECLARE_TR_FUNCTIONS(Help)
};

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

} // namespace topomq::ui
