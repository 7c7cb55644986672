#pragma once
// Traffic of publishers against the number of their clients.

#include "ui/plots/clients_point.h"

#include <QColor>
#include <QRectF>
#include <QString>
#include <QWidget>

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

namespace topomq::ui {

class Theme;

/// What is drawn of one publishing socket.
struct ClientsLine
{
    /// "Publisher · tcp".
    QString name;
    /// By number of clients.
    std::map<int, ClientsPoint> points;
    /// Its point gets a ring.
    std::optional<int> clientsNow;

    friend bool operator==(const ClientsLine&, const ClientsLine&) = default;
};

struct ClientsPicture
{
    /// The position in the list gives shape and colour.
    std::vector<ClientsLine> lines;
    /// Instead of points.
    QString emptyText;
    /// Below the points: what brings more of them.
    QString hint;

    friend bool operator==(const ClientsPicture&, const ClientsPicture&) = default;
};

/// Points only: between two numbers of clients there is nothing to measure.
/// Thread: the window's.
class ClientsPlot : public QWidget
{
    Q_OBJECT

public:
    ClientsPlot(Theme& theme, const QString& title, const QString& help, QWidget* parent);

    void setPicture(ClientsPicture picture);

    [[nodiscard]] const ClientsPicture& picture() const { return m_picture; }

    /// Where a point is drawn; nothing: there is no such point.
    [[nodiscard]] std::optional<QPointF> placeOf(std::size_t line, int clients) const;
    /// "Publisher · tcp: 3 clients, 306 kB/s at 100 msg/s" for what is drawn there; empty: nothing
    /// is.
    [[nodiscard]] QString textAt(QPointF place) const;

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Entry
    {
        QRectF rect;
        QString name;
    };

    [[nodiscard]] std::vector<Entry> legend() const;
    /// Between the axes.
    [[nodiscard]] QRectF area() const;
    [[nodiscard]] double top() const;
    [[nodiscard]] int mostClients() const;
    [[nodiscard]] QColor colorOf(std::size_t line) const;
    [[nodiscard]] QRectF hintPlace() const;
    void paintTitle(QPainter& painter) const;
    void paintLegend(QPainter& painter) const;
    void paintAxes(QPainter& painter) const;
    void paintPoints(QPainter& painter) const;

    Theme& m_theme;
    QString m_title;
    QString m_help;
    ClientsPicture m_picture;
};

} // namespace topomq::ui
