// TopoMQ's window as it comes up without a file. Ends with its first picture.

#include "engine/roles/role_factory.h"
#include "tests/benchmark/first_picture.h"
#include "ui/shell/main_window.h"

#include <QApplication>

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("topomq-benchmark"));
    topomq::ui::MainWindow window(topomq::roles::makeRoleFactory());
    window.showGallery();
    topomq::benchmark::showAndEnd(window);
    return QApplication::exec();
}
