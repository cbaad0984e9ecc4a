"""A house with no rooms: the frame must stand on its own."""

urlpatterns: list[object] = []
