using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Faults;

/// <summary>Plays the faults that come before any answer.</summary>
internal static class FaultStage
{
    /// <summary>True when the fault was the whole answer.</summary>
    public static async Task<bool> PlayAsync(HttpContext context, Protocol protocol, FaultPlan plan)
    {
        if (plan.Hang)
        {
            await context.StallAsync();
            return true;
        }

        if (plan.Delay > TimeSpan.Zero)
        {
            await Task.Delay(plan.Delay, context.RequestAborted);
        }

        if (plan.ErrorWith200)
        {
            await JsonReply.WriteErrorBodyAsync(context, protocol, protocol.ErrorOf(StatusCodes.Status500InternalServerError, plan.Code));
            return true;
        }

        if (plan.Status is not { } status || !IsDue(context, plan))
        {
            return false;
        }

        if (plan.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds;
        }

        await JsonReply.WriteErrorAsync(context, protocol, protocol.ErrorOf(status, plan.Code));
        return true;
    }

    private static bool IsDue(HttpContext context, FaultPlan plan) =>
        plan.FailTimes == 0 || context.RequestServices.GetRequiredService<FaultCounters>().Next(plan.Text) <= plan.FailTimes;
}
