//! The practice world on 127.0.0.1: one port for each service.
//!
//! Every request is done in a task of its own: a caller that gives up or dies does not stop what
//! it has asked for, just as with the real services.

mod body;

use std::convert::Infallible;
use std::io;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use hyper::header::DATE;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::{AbortHandle, JoinSet};

use self::body::Sent;
use super::fault_injection::{Answer, Effect, Hold};
use super::http::Request;
use super::service::Service;
use super::world::{Shared, enter};

/// The most bytes of a request's body that are read.
const BODY_MAX: usize = 64 << 20;

/// The pause after a connection that could not be taken.
const ACCEPT_PAUSE: Duration = Duration::from_millis(20);

type Work = Arc<Mutex<JoinSet<()>>>;

/// On which ports the services are; 0 takes any free one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ports {
    /// Of the spreadsheet service and the token endpoint.
    pub sheets: u16,
    /// Of the Threads service.
    pub threads: u16,
}

/// A running practice world; it stops when this is dropped.
pub struct Server {
    /// The root of the spreadsheet service, like `http://127.0.0.1:4010/`.
    pub sheets_url: String,
    /// The root of the Threads service, like `http://127.0.0.1:4011/`.
    pub threads_url: String,
    /// The token endpoint.
    pub token_uri: String,
    /// Which of the world's servers this is, from 0: a world may have several, one for each of
    /// the runs that are to overlap.
    pub number: usize,
    running: Running,
}

enum Running {
    Tasks { doors: Vec<AbortHandle>, work: Work },
    Thread { stop: Option<oneshot::Sender<Infallible>>, thread: Option<thread::JoinHandle<()>> },
}

impl Server {
    /// Serves a world on two free ports, in the runtime that calls.
    ///
    /// # Errors
    ///
    /// Where no port can be had.
    pub async fn start(world: Shared) -> io::Result<Self> {
        Self::start_at(world, Ports::default()).await
    }

    /// Serves a world on given ports, in the runtime that calls.
    ///
    /// # Errors
    ///
    /// Where a port cannot be had.
    pub async fn start_at(world: Shared, ports: Ports) -> io::Result<Self> {
        // On loopback alone, because the key to this world is public. Both ports are taken before the world is told
        // of the server, so a failure leaves no number behind that nobody has.
        let sheets = TcpListener::bind((Ipv4Addr::LOCALHOST, ports.sheets)).await?;
        let threads = TcpListener::bind((Ipv4Addr::LOCALHOST, ports.threads)).await?;
        let sheets_url = format!("http://{}/", sheets.local_addr()?);
        let threads_url = format!("http://{}/", threads.local_addr()?);
        let token_uri = format!("{sheets_url}token");
        let number = enter(&world).open(&token_uri);
        let work = Work::default();
        let doors = [(sheets, Service::Sheets), (threads, Service::Threads)];
        let doors = doors.map(|(listener, door)| {
            let (world, work) = (Arc::clone(&world), Arc::clone(&work));
            let visitors = Visitors { world, server: number, door, work };
            tokio::spawn(accept(listener, visitors)).abort_handle()
        });
        let running = Running::Tasks { doors: doors.to_vec(), work };
        Ok(Self { sheets_url, threads_url, token_uri, number, running })
    }

    /// Serves a world on two free ports, on a thread of its own, for callers that have no runtime
    /// or block the one they have.
    ///
    /// # Errors
    ///
    /// Where no port or no thread can be had.
    pub fn on_a_thread(world: Shared) -> io::Result<Self> {
        let (started, has_started) = mpsc::channel();
        let (stop, is_stopped) = oneshot::channel();
        let thread = thread::Builder::new().name("sandbox".to_owned()).spawn(move || {
            // If nobody waits for it any more, there is nothing to be told.
            let _ = started.send(serve_here(world, &started, is_stopped).map(|()| None));
        })?;
        let failed = || io::Error::other("the sandbox's thread ended");
        // The first message is the addresses or the failure: `None` comes only after the server has stopped.
        let server = has_started.recv().map_err(|_| failed())??;
        let server = server.ok_or_else(failed)?;
        let running = Running::Thread { stop: Some(stop), thread: Some(thread) };
        let Addresses { sheets_url, threads_url, token_uri, number } = server;
        Ok(Self { sheets_url, threads_url, token_uri, number, running })
    }
}

struct Addresses {
    sheets_url: String,
    threads_url: String,
    token_uri: String,
    number: usize,
}

type Started = mpsc::Sender<io::Result<Option<Addresses>>>;

fn serve_here(
    world: Shared,
    started: &Started,
    is_stopped: oneshot::Receiver<Infallible>,
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let server = Server::start(world).await?;
        let addresses = Addresses {
            sheets_url: server.sheets_url.clone(),
            threads_url: server.threads_url.clone(),
            token_uri: server.token_uri.clone(),
            number: server.number,
        };
        let _ = started.send(Ok(Some(addresses)));
        // Nothing is ever sent: the other end is dropped when the server is.
        let _ = is_stopped.await;
        Ok(())
    })
}

impl Drop for Server {
    fn drop(&mut self) {
        match &mut self.running {
            Running::Tasks { doors, work } => {
                doors.iter().for_each(AbortHandle::abort);
                work.lock().unwrap_or_else(PoisonError::into_inner).abort_all();
            }
            Running::Thread { stop, thread } => {
                drop(stop.take());
                if let Some(thread) = thread.take() {
                    // A panic in there has been printed already.
                    let _ = thread.join();
                }
            }
        }
    }
}

/// What the requests that come in through one port share.
#[derive(Clone)]
struct Visitors {
    world: Shared,
    server: usize,
    door: Service,
    work: Work,
}

async fn accept(listener: TcpListener, visitors: Visitors) {
    // They belong to this task, so all are closed when it is aborted.
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => { connections.spawn(talk(stream, visitors.clone())); }
                Err(_) => tokio::time::sleep(ACCEPT_PAUSE).await,
            },
            // Without this a world that is served for days would keep every connection it ever had.
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn talk(stream: TcpStream, visitors: Visitors) {
    // Small answers are not to wait for an acknowledgement; without it they are merely slower.
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| {
        let visitors = visitors.clone();
        async move { serve(request, &visitors).await }
    });
    let mut server = http1::Builder::new();
    // hyper would send the machine's own date; the world's may be another, or be cut out.
    server.timer(TokioTimer::new()).header_read_timeout(None).auto_date_header(false);
    // How a connection ends is the visitor's affair.
    let _ = server.serve_connection(TokioIo::new(stream), service).await;
}

/// Answers a request, or closes the connection.
async fn serve(
    request: hyper::Request<Incoming>,
    visitors: &Visitors,
) -> io::Result<hyper::Response<Sent>> {
    let closed = || io::Error::from(io::ErrorKind::ConnectionAborted);
    let request = read(request).await.ok_or_else(closed)?;
    let (answer, answered) = oneshot::channel();
    let visitor = visitors.clone();
    // hyper drops this future when the caller hangs up. The work is therefore a task of its own, which goes on.
    spawn(&visitors.work, async move {
        let (sent, late) = work(&visitor, &request).await;
        // A visitor that has gone misses the answer, and nothing else.
        let _ = answer.send(sent);
        if let Some((service, hold)) = late {
            hold.wait().await;
            // Not `arrive`: it is the same request, so it is neither counted nor hit a second time.
            enter(&visitor.world).answer(service, &request);
        }
    });
    answered.await.unwrap_or(None).ok_or_else(closed)?
}

fn spawn(work: &Work, task: impl Future<Output = ()> + Send + 'static) {
    let mut tasks = work.lock().unwrap_or_else(PoisonError::into_inner);
    // Nobody waits for the set, so finished tasks are taken out when a new one comes.
    while tasks.try_join_next().is_some() {}
    tasks.spawn(task);
}

type Response = io::Result<hyper::Response<Sent>>;

/// Takes a request through its plan: held, done, held, answered. Without a response the connection is closed;
/// with a hold the work has still to be done once the hold is over.
async fn work(
    visitor: &Visitors,
    request: &Request,
) -> (Option<Response>, Option<(Service, Hold)>) {
    // The world is entered anew for each step and never across a wait: a request that is held must not hold up
    // others.
    let world = &visitor.world;
    let visit = enter(world).arrive(visitor.server, visitor.door, request);
    // Half of the time passes before the effect and half after, so that a caller that dies
    // meanwhile can have died on either side of it.
    tokio::time::sleep(visit.thinks / 2).await;
    if let Some(hold) = &visit.plan.before {
        hold.wait().await;
    }
    let reply = match visit.plan.effect {
        Effect::With => Some(enter(world).answer_to(visit.service, request, visit.found)),
        Effect::Without => None,
    };
    tokio::time::sleep(visit.thinks / 2).await;
    if let Some(hold) = &visit.plan.after {
        hold.wait().await;
    }
    let (status, mut sent) = match (visit.plan.answer, reply) {
        (Answer::Instead(instead), _) => (Some(instead.status), Some(Sent::whole(&instead))),
        // Only a request that did its work has a true answer, and `Plan::of` asks for it in no other case.
        (Answer::Nothing, _) | (_, None) => (None, None),
        (Answer::True, Some(reply)) => (Some(reply.status), Some(Sent::whole(&reply))),
        (Answer::Truncated, Some(reply)) => (Some(reply.status), Some(Sent::half(&reply))),
    };
    if let Some(Ok(sent)) = &mut sent {
        // Read when the answer leaves, after all holds, because clients measure their clock by it. An answer that a
        // fault has put in place has a date too, as that of a gateway would.
        let date = enter(world).date().and_then(|date| date.parse().ok());
        sent.headers_mut().extend(date.map(|date| (DATE, date)));
    }
    enter(world).leave(visit.number, status);
    (sent, visit.plan.late.map(|hold| (visit.service, hold)))
}

/// Reads a request whole; none where it is too large or breaks off.
async fn read(request: hyper::Request<Incoming>) -> Option<Request> {
    let (head, body) = request.into_parts();
    let body = Limited::new(body, BODY_MAX).collect().await.ok()?.to_bytes();
    let query = head.uri.query().unwrap_or_default();
    let header = |(name, value): (&hyper::header::HeaderName, &hyper::header::HeaderValue)| {
        (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    Some(Request {
        method: head.method.as_str().to_owned(),
        path: head.uri.path().to_owned(),
        query: url::form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
        headers: head.headers.iter().map(header).collect(),
        body: body.to_vec(),
    })
}

#[cfg(test)]
mod tests;
