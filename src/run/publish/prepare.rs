//! Making a post's container, which nobody sees, and waiting until it can be published.

use std::time::Duration;

use futures_util::future::{join_all, try_join_all};
use threadsheet_core::in_doubt::ContainerStatus;
use threadsheet_core::media::server_response::ServedWhy;
use threadsheet_core::media::{MediaKind, Medium};
use threadsheet_core::post::Draft;
use threadsheet_core::reason::{Message, Refusal};
use threadsheet_core::token::Token;
use threadsheet_core::transitions::Container;
use tokio::time::Instant;

use super::context::PublishStage;
use super::post_job::PostJob;
use super::waiting::Stuck;
use crate::threads::{ApiError, Kind};

/// The first pause between two looks at a container; each further one is half as long again.
const POLL_FIRST: Duration = Duration::from_millis(400);

/// The longest pause between two looks.
///
/// Source: <https://developers.facebook.com/docs/threads/troubleshooting>: once a minute, for at most
/// five; containers of text and images are ready far sooner.
const POLL_MAX: Duration = Duration::from_secs(15);

/// How often a container is made anew whose processing failed for no known reason.
const UNKNOWN_MAX: u32 = 3;

/// How often a post is tried that answers one which Threads cannot find yet.
const PARENT_TRIES: u32 = 4;

/// How long a fresh parent is waited for between two tries.
const PARENT_PAUSE: Duration = Duration::from_secs(3);

/// How often a file is offered that Threads could not fetch.
const MEDIA_TRIES: u32 = 3;

/// How long its server is left alone between two tries.
const MEDIA_PAUSE: Duration = Duration::from_secs(4);

/// After this a container of text is sent although nothing says that it is ready: if it is not,
/// that is refused, and harmless.
const TEXT_PATIENCE: Duration = Duration::from_mins(1);

/// The same for images, and for media of which Threads says nothing that can be read.
const MEDIA_PATIENCE: Duration = Duration::from_mins(2);

/// After this, by the spreadsheet service's clock, media that are still being processed never will be.
///
/// Source: <https://developers.facebook.com/docs/threads/troubleshooting>: five minutes.
const PROCESSING_MAX: Duration = Duration::from_hours(1);

/// What came of preparing a post.
#[derive(Debug)]
pub(crate) enum Preparation {
    /// It can be published.
    Ready(Container),
    /// Threads is still working on it: the container is kept for the next run.
    Processing(Container),
    /// It is public already, although nobody wrote so down.
    Published(Container),
    /// It waits, and is tried again.
    Waits(Message),
    /// It is refused for what it is.
    Refused(Refusal),
    /// It waits for something that may pass, or that a person has to end.
    Stuck(Stuck),
    /// Nobody knows what the refusal is about: the row, or the account.
    Unknown(ApiError),
    /// The account cannot post.
    Account(ApiError),
}

/// Prepares a post as its row asks for it; what takes longer than `until` is left to itself.
pub(crate) async fn prepare_job(
    stage: PublishStage<'_>,
    token: &Token,
    job: &PostJob,
    until: Instant,
) -> Preparation {
    if job.is_again() {
        // It was ready when its status was read; the very same container is sent once more.
        return job.kept().map_or(Preparation::Waits(Message::Processing), Preparation::Ready);
    }
    match &job.post.draft {
        Ok(draft) => {
            let maker = Maker { stage, token, draft, parent: job.parent.as_deref(), until };
            maker.prepare(job.kept_free(), stage.time.age(job.line.at)).await
        }
        Err(fault) => Preparation::Refused(Refusal::Cell(fault.clone())),
    }
}

struct Maker<'a> {
    stage: PublishStage<'a>,
    token: &'a Token,
    draft: &'a Draft,
    parent: Option<&'a str>,
    /// How long media are waited for.
    until: Instant,
}

type Boxed<T> = Result<T, Box<Preparation>>;

impl Maker<'_> {
    /// Prepares the post, out of the container that an earlier run left for it so long ago if there is
    /// one.
    async fn prepare(&self, kept: Option<Container>, age: Duration) -> Preparation {
        if let Some(kept) = kept {
            match self.wait(kept, age).await {
                // It died, or nobody knows it any more: it was never sent, so another may take its place.
                Preparation::Refused(_) | Preparation::Waits(_) | Preparation::Stuck(_) => {}
                // It will never be ready: the next run has another one.
                Preparation::Processing(_) if age >= PROCESSING_MAX => {}
                prepared => return prepared,
            }
        }
        for tries in 1.. {
            let container = match self.make().await {
                Ok(container) => container,
                Err(prepared) => return *prepared,
            };
            match self.wait(container, Duration::ZERO).await {
                Preparation::Stuck(_) if tries < UNKNOWN_MAX => {}
                prepared => return prepared,
            }
        }
        Preparation::Waits(Message::Processing)
    }

    async fn make(&self) -> Boxed<Container> {
        let kind = |medium| self.stage.services.outbound.kind_of(medium, self.until);
        let kinds = self.draft.media.iter().map(kind);
        let kinds = join_all(kinds).await;
        let mut media = Vec::new();
        for (medium, kind) in self.draft.media.iter().zip(kinds) {
            match kind {
                Ok(kind) => media.push((medium, kind)),
                Err(why) => return Err(Box::new(of_unknown_kind(medium, why))),
            }
        }
        let children = match media.as_slice() {
            [] | [_] => Vec::new(),
            many => self.children(many).await?,
        };
        let form = self.form(&media, &children);
        let id = self.create(&form).await?;
        Ok(Container { id, children })
    }

    async fn children(&self, media: &[(&Medium, MediaKind)]) -> Boxed<Vec<String>> {
        let child = |(at, (medium, kind)): (usize, &(&Medium, MediaKind))| {
            let mut form = medium_form(medium, *kind);
            form.extend(self.draft.parameters(Some(at)));
            form.push(("is_carousel_item", "true".to_owned()));
            async move {
                let id = self.create(&form).await?;
                let container = Container { id, children: Vec::new() };
                match self.wait(container, Duration::ZERO).await {
                    Preparation::Ready(child) => Ok(child.id),
                    // A child alone is no post, so nothing is kept of it.
                    Preparation::Processing(_) => {
                        Err(Box::new(Preparation::Waits(Message::Processing)))
                    }
                    prepared => Err(Box::new(prepared)),
                }
            }
        };
        try_join_all(media.iter().enumerate().map(child)).await
    }

    fn is_of_images(&self) -> bool {
        self.draft.media.iter().all(|medium| medium.kind == Some(MediaKind::Image))
    }

    fn form(
        &self,
        media: &[(&Medium, MediaKind)],
        children: &[String],
    ) -> Vec<(&'static str, String)> {
        let mut form = match media {
            [] => vec![("media_type", "TEXT".to_owned())],
            [(medium, kind)] => medium_form(medium, *kind),
            _ => vec![("media_type", "CAROUSEL".to_owned()), ("children", children.join(","))],
        };
        if !self.draft.text.is_empty() {
            form.push(("text", self.draft.text.clone()));
        }
        if media.len() == 1 {
            form.extend(self.draft.parameters(Some(0)));
        }
        form.extend(self.draft.parameters(None));
        form.extend(self.parent.map(|parent| ("reply_to_id", parent.to_owned())));
        form
    }

    async fn create(&self, form: &[(&str, String)]) -> Boxed<String> {
        for tries in 1.. {
            let trouble = match self.stage.services.threads.create(self.token, form).await {
                Ok(id) => return Ok(id),
                Err(trouble) => trouble,
            };
            let (tries_max, pause) = match trouble.kind {
                // The parent was published a moment ago and is not known everywhere yet.
                Kind::NotFound if self.parent.is_some() => (PARENT_TRIES, PARENT_PAUSE),
                Kind::MediaUnfetchable => (MEDIA_TRIES, MEDIA_PAUSE),
                _ => (1, Duration::ZERO),
            };
            if tries < tries_max && self.stage.time.pause(pause).await {
                continue;
            }
            return Err(Box::new(self.refused(trouble)));
        }
        Err(Box::new(Preparation::Waits(Message::Processing)))
    }

    /// Returns what a refusal to make the container comes to.
    fn refused(&self, trouble: ApiError) -> Preparation {
        let detail = trouble.detail.clone();
        // A cell of the row that the service names is neither the account's trouble nor a passing one.
        let name = trouble.name.as_deref();
        if let Some(fault) = name.and_then(|name| self.draft.refused(name)) {
            return Preparation::Refused(Refusal::CellByThreads { fault, detail });
        }
        match trouble.kind {
            // Answering takes a scope of its own; without it the account still posts.
            Kind::NotPermitted if self.parent.is_some() => {
                Preparation::Stuck(Stuck::may_not_reply())
            }
            kind if kind.concerns_the_account() => Preparation::Account(trouble),
            Kind::QuotaUsed => Preparation::Waits(Message::QuotaUsed),
            kind if kind.is_passing() => Preparation::Waits(Message::Passing { detail }),
            Kind::NotFound | Kind::Gone if self.parent.is_some() => {
                Preparation::Stuck(Stuck::parent())
            }
            // A page that is minutes old cannot be read yet.
            Kind::LinkUnreadable => Preparation::Stuck(Stuck::link(detail)),
            Kind::MediaUnfetchable => Preparation::Stuck(Stuck::media(trouble.to_string())),
            Kind::Invalid => Preparation::Refused(Refusal::ByThreads { detail }),
            _ => Preparation::Unknown(trouble),
        }
    }

    /// Looks at a container, which is so old, until it is ready, failed, or out of time.
    async fn wait(&self, container: Container, age: Duration) -> Preparation {
        let began = Instant::now();
        let mut pause = POLL_FIRST;
        loop {
            let status = match self.stage.services.threads.status(self.token, &container.id).await {
                Ok(status) => status,
                Err(trouble) if trouble.concerns_the_account() => {
                    return Preparation::Account(trouble);
                }
                Err(trouble) if trouble.kind == Kind::LeftAlone => return self.refused(trouble),
                // A container that was made this moment may not be known everywhere yet; and that nobody
                // can tell how it is says nothing about the row.
                Err(_) => ContainerStatus::Unreadable,
            };
            let patience = match status {
                ContainerStatus::Finished => return Preparation::Ready(container),
                ContainerStatus::Published => return Preparation::Published(container),
                ContainerStatus::Expired => return Preparation::Waits(Message::Processing),
                ContainerStatus::Error(word) => return failed(word),
                ContainerStatus::InProgress | ContainerStatus::Unreadable
                    if self.draft.media.is_empty() =>
                {
                    Some(TEXT_PATIENCE)
                }
                // A video may really take that long.
                ContainerStatus::InProgress if !self.is_of_images() => None,
                ContainerStatus::InProgress | ContainerStatus::Unreadable => Some(MEDIA_PATIENCE),
            };
            let waited = age + began.elapsed();
            if patience.is_some_and(|patience| waited >= self.stage.time.time_scale.of(patience)) {
                return Preparation::Ready(container);
            }
            if !self.pause(pause).await {
                return Preparation::Processing(container);
            }
            pause = pause.mul_f32(1.5).min(POLL_MAX);
        }
    }

    async fn pause(&self, pause: Duration) -> bool {
        let left = self.until.saturating_duration_since(Instant::now());
        // One last look is worth more than the end of a long pause.
        let last = left.saturating_sub(POLL_FIRST / 2);
        let pause = if left > POLL_FIRST { pause.min(last) } else { pause };
        self.stage.time.pause_until(pause, self.until).await
    }
}

/// Returns what came of an account's posts, each refusal assigned to its row or to the account: one that is not
/// catalogued is the account's if every one of several posts got it.
pub(crate) fn assign_unknown_refusals(prepared: Vec<Preparation>) -> Vec<Preparation> {
    let is_account = prepared.len() > 1
        && prepared.iter().all(|prepared| matches!(prepared, Preparation::Unknown(_)));
    let assign_unknown_refusals = |prepared| match prepared {
        Preparation::Unknown(trouble) if is_account => {
            Preparation::Account(ApiError { kind: Kind::Blocked, ..trouble })
        }
        prepared => prepared,
    };
    prepared.into_iter().map(assign_unknown_refusals).collect()
}

/// A server that is silent may answer the next run; what it has says it for good.
fn of_unknown_kind(medium: &Medium, why: ServedWhy) -> Preparation {
    let url = medium.typed.clone();
    if why.is_passing() {
        Preparation::Waits(Message::ServerSilent { url })
    } else {
        Preparation::Refused(Refusal::MediumUnknown { url, why })
    }
}

/// Returns what Threads' word for a failed container comes to. Some of them pass.
fn failed(word: String) -> Preparation {
    match word.as_str() {
        "UNKNOWN" | "FAILED_DOWNLOADING_VIDEO" | "" => Preparation::Stuck(Stuck::media(word)),
        _ => Preparation::Refused(Refusal::MediaFailed { word }),
    }
}

fn medium_form(medium: &Medium, kind: MediaKind) -> Vec<(&'static str, String)> {
    let (media_type, name) = match kind {
        MediaKind::Image => ("IMAGE", "image_url"),
        MediaKind::Video => ("VIDEO", "video_url"),
    };
    vec![("media_type", media_type.to_owned()), (name, medium.url.clone())]
}
