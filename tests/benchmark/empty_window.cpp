// The least that a Qt Widgets program does: an empty window. Ends with its first picture.

#include "tests/benchmark/first_picture.h"

#include <QApplication>
#include <QMainWindow>

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    QMainWindow window;
    window.resize(1280, 800);
    topomq::benchmark::showAndEnd(window);
    return QApplication::exec();
}
