#pragma once
// A part of a topology as a picture of the size of an icon: its nodes and links in their places.

#include "engine/model/topology.h"
#include "engine/rules/rules.h"

#include <QLineF>
#include <QPointF>
#include <QRectF>

#include <vector>

class QPainter;

namespace topomq::ui {

struct Colors;

/// In a square of side 1. Thread: a plain value.
struct Sketch
{
    struct Spot
    {
        QPointF place;
        rules::Family family = rules::Family::Other;
    };

    std::vector<Spot> spots;
    std::vector<QLineF> lines;
};

[[nodiscard]] Sketch sketchOf(const model::Topology& part);
void paintSketch(QPainter& painter, const Sketch& sketch, const QRectF& room, const Colors& colors);

} // namespace topomq::ui
