# No `# syntax=` line: the built-in frontend knows cache mounts, and naming one would pull another image.
ARG PYTHON=3.11
FROM python:${PYTHON}-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
WORKDIR /src
# Dependencies in a layer of their own, so that a change of code does not install them again.
COPY pyproject.toml .
RUN python -c "import tomllib; p = tomllib.load(open('pyproject.toml', 'rb'))['project']; \
print(*p['dependencies'], *p['optional-dependencies']['kafka'], sep='\n')" > requirements.txt
RUN --mount=type=cache,target=/root/.cache/pip /opt/venv/bin/pip install -q -r requirements.txt
COPY . .
RUN --mount=type=cache,target=/root/.cache/pip /opt/venv/bin/pip install -q --no-deps .

FROM python:${PYTHON}-slim
# An empty PYTHONTZPATH makes zoneinfo read the tzdata package, the same on every machine, and not the system's zones.
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PYTHONTZPATH=
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin storyloom
COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY seeds seeds
USER 10001
ENTRYPOINT ["storyloom"]
CMD ["--help"]
