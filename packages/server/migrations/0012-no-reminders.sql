-- Nobody read them: what is due or past is in each desk's list of clocks. A table that says who did not do what
-- in time, and serves nobody, is not kept.

drop table reminders;
