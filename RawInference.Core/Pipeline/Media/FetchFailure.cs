namespace RawInference.Core.Pipeline.Media;

/// <summary>Why a medium could not be fetched: for the operator's log, never for the caller, who could map a network with it.</summary>
internal enum FetchFailure
{
    UrlRefused,
    NameUnknown,
    AddressRefused,
    ConnectFailed,
    RedirectRefused,
    TooManyRedirects,
    StatusNotOk,
    Encoded,
    TimedOut,
    TransferFailed,
}
